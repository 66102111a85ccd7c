// What this phone saw stays in it until the server has it; every sending brings back what other gates saw of the same passes.
const line = (() => {
  const gate = document.getElementById("gate");
  const name = document.getElementById("gate-name");
  const state = document.getElementById("gate-line");
  const QUEUE = "gate-queue", NAME = "gate-name", MOST = 200;
  const kept = () => JSON.parse(localStorage.getItem(QUEUE) || "[]");
  const keep = (checks) => localStorage.setItem(QUEUE, JSON.stringify(checks));
  let tell = () => {}, isSending = false;

  function show(words) {
    const waiting = kept().length;
    state.textContent = words + (waiting ? ` ${gate.dataset.waiting} ${waiting}` : "");
  }

  // The next checks of one gate; true when the server has them.
  async function sendSome() {
    const checks = kept();
    const some = checks.filter((one) => one.gate === checks[0].gate).slice(0, MOST);
    const body = new FormData(document.getElementById("gate-form"));
    body.set("gate", some[0].gate);
    for (const one of some) body.append("check", one.words);
    const answer = await fetch(gate.dataset.checks, { method: "POST", body });
    if (answer.redirected || !answer.ok) {
      show(gate.dataset.login);
      return false;
    }
    const found = await answer.json();
    const done = new Set(some.map((one) => one.words));
    keep(kept().filter((one) => !done.has(one.words)));
    show(found.refused ? `${gate.dataset.refused} ${found.refused}` : gate.dataset.sent);
    tell(found.told);
    return true;
  }

  async function send() {
    if (isSending || !navigator.onLine) return;
    isSending = true;
    try {
      while (kept().length && (await sendSome()));
    } catch {
      show("");
    }
    isSending = false;
  }

  // A key of its own makes a check that is sent twice one check.
  function note(day, said, text) {
    if (!gate.dataset.checks) return;
    const clock = new Date().toTimeString().slice(0, 8);
    keep([...kept(), { gate: name.value.trim(), words: `${crypto.randomUUID()} ${day}T${clock} ${said} ${text}` }]);
    show("");
    send();
  }

  if (gate.dataset.checks) {
    name.value = localStorage.getItem(NAME) || name.value;
    name.addEventListener("input", () => localStorage.setItem(NAME, name.value));
    window.addEventListener("online", send);
    setInterval(send, 15000);
    if (kept().length) show("");
    send();
  }
  return { note, telling: (act) => { tell = act; } };
})();
