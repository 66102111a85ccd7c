// Verifies passes without a network: ECDSA on P-256 over the payload, the last day, the revoked numbers. What was seen today is counted here; gate-line.js sends it on.
const gate = document.getElementById("gate");
const text = (bytes) => new TextDecoder().decode(bytes);
const bytes = (words) => Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
let known = null;

async function load() {
  let words = "nokeys";
  try {
    const answer = await fetch(gate.dataset.keys);
    known = await answer.json();
    localStorage.setItem("gate-keys", JSON.stringify(known));
    words = "fresh";
  } catch {
    known = JSON.parse(localStorage.getItem("gate-keys") || "null");
    if (known) words = "offline";
  }
  document.getElementById("gate-keys").textContent = gate.dataset[words] + (known ? ` ${known.on}` : "");
}

const day = () => {
  const now = new Date();
  const clock = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  return known && known.on > clock ? known.on : gate.dataset.on || (known ? known.on : clock);
};

async function verify(words) {
  const [prefix, payload, signature] = words.trim().split(".");
  if (!known) return ["nokeys", null];
  if (prefix !== "DB1" || !signature) return ["forged", null];
  let holds = false, told = null;
  try {
    const key = await crypto.subtle.importKey("jwk", known.key, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    holds = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes(signature), new TextEncoder().encode(payload));
    told = JSON.parse(text(bytes(payload)));
  } catch {
    return ["forged", null];
  }
  if (!holds) return ["forged", null];
  if ((known.revoked[told.r] || []).includes(told.n)) return ["revoked", told];
  if (told.u && told.u < day()) return ["expired", told];
  if (told.f && told.f > day()) return ["early", told];
  return ["valid", told];
}

function count(told) {
  const name = `gate-seen-${day()}`;
  const seen = JSON.parse(localStorage.getItem(name) || "{}");
  const key = `${told.r}#${told.n}`;
  seen[key] = (seen[key] || 0) + 1;
  localStorage.setItem(name, JSON.stringify(seen));
  return seen[key];
}

async function show(words) {
  const [verdict, told] = await verify(words);
  const answer = document.getElementById("gate-answer");
  answer.replaceChildren();
  shown = "";
  const say = (tag, content, kind) => {
    const one = document.createElement(tag);
    one.textContent = content;
    if (kind) one.className = kind;
    answer.append(one);
  };
  say("p", gate.dataset[verdict], `message ${verdict === "valid" ? "success" : "error"}`);
  if (!told) return;
  say("p", `${told.t} #${told.n} ${told.s.join(" ")} ${told.u}`);
  shown = `${told.r}#${told.n}`;
  if (verdict === "valid") say("p", `${gate.dataset.seen} ${count(told)}`);
  line.note(day(), verdict, words.trim());
}

// What other gates saw of the pass that is on the screen.
let shown = "";
line.telling((told) => {
  if (!told[shown]) return;
  const one = document.getElementById("gate-told") || document.createElement("p");
  one.id = "gate-told";
  one.textContent = told[shown].words;
  one.className = told[shown].warning ? "message error" : "";
  document.getElementById("gate-answer").append(one);
});

document.getElementById("gate-form").addEventListener("submit", (event) => {
  event.preventDefault();
  show(document.getElementById("gate-text").value);
});

// A hand scanner types and ends with Enter; what it types next replaces this.
document.getElementById("gate-text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  event.target.form.requestSubmit();
  event.target.select();
});
document.getElementById("gate-text").addEventListener("scanned", (event) => show(event.target.value));
load();
keepOffline(gate.dataset.worker, location.pathname, [gate.dataset.keys]).catch(() => {});
