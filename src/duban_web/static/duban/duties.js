// Whoever types into a task's fields means to send it: its tick is set.
document.addEventListener("input", (event) => {
  const duty = event.target.closest("section.duty");
  const tick = duty?.querySelector("input[name^=send-]");
  if (tick && event.target !== tick) tick.checked = true;
});
