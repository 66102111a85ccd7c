// One key for one thing to do: an element with data-key="a" is pressed by A. Letters typed into a field stay letters; Escape leaves the field.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (typing && event.key === "Escape") {
    document.querySelector("[data-key=a]")?.focus();
    return;
  }
  if (typing || (event.key === "Enter" && event.target.closest("a, button, summary"))) return;
  if (event.key === "e") {
    const first = document.querySelector(".decide-figure input[type=text]");
    if (first) { event.preventDefault(); first.focus(); first.select(); }
    return;
  }
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (found) { event.preventDefault(); found.click(); }
});

// A button with data-print prints the page.
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
