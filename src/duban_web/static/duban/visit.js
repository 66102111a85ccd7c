// A visit on a bad line: what is typed stays in the phone until the server has it; what was sent without a line is sent again by itself.
const form = document.querySelector("form.visit");
const state = document.getElementById("line-state");
const KEPT = `duban-visit-${location.pathname}`;

const store = new Promise((resolve, reject) => {
  const opening = indexedDB.open("duban-visits", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("waiting");
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});

async function waiting(mode, act) {
  const database = await store;
  return new Promise((resolve, reject) => {
    const asked = act(database.transaction("waiting", mode).objectStore("waiting"));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function say(which) {
  if (!state) return;
  state.textContent = state.dataset[which] || "";
  state.hidden = !which;
}

function typed() {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}

function keep() {
  localStorage.setItem(KEPT, JSON.stringify(typed().filter(([name]) => name !== "csrfmiddlewaretoken")));
}

function bringBack() {
  for (const [name, value] of JSON.parse(localStorage.getItem(KEPT) || "[]")) {
    const field = form.elements.namedItem(name);
    if (field && value) field.value = value;
  }
}

function noteTimeAndPlace() {
  form.elements.namedItem("at").value = new Date().toISOString();
  navigator.geolocation?.getCurrentPosition(({ coords }) => {
    form.elements.namedItem("latitude").value = coords.latitude;
    form.elements.namedItem("longitude").value = coords.longitude;
    keep();
  }, () => {}, { timeout: 20000 });
}

async function send(entries) {
  const body = new FormData();
  for (const [name, value] of entries) body.append(name, value);
  const fresh = document.querySelector("[name=csrfmiddlewaretoken]");
  if (fresh) body.set("csrfmiddlewaretoken", fresh.value);
  const answer = await fetch(location.pathname, { method: "POST", body });
  if (answer.redirected || answer.ok) {
    localStorage.removeItem(KEPT);
    await waiting("readwrite", (box) => box.delete(KEPT));
    location.assign(answer.url);
    return;
  }
  await waiting("readwrite", (box) => box.delete(KEPT));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const errors = page.querySelectorAll(".error");
  say("refused");
  state.textContent += [...errors].map((one) => one.textContent).join("；");
}

async function trySend() {
  const entries = await waiting("readonly", (box) => box.get(KEPT));
  if (!entries) return;
  try {
    await send(entries);
  } catch {
    say("offline");
  }
}

if (form) {
  bringBack();
  form.addEventListener("input", keep);
  form.addEventListener("change", (event) => { if (event.target.type === "file") noteTimeAndPlace(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    keep();
    say("sending");
    await waiting("readwrite", (box) => box.put([...new FormData(form)], KEPT));
    await trySend();
  });
  window.addEventListener("online", trySend);
  setInterval(trySend, 15000);
  trySend();
  keepOffline("/inspections/worker.js", "/inspections/").catch(() => {});
}
