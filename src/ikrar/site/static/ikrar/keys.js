// Single keys, shown where they work: an element with data-key="c Enter" is pressed, opened or focused by them.
// A person whose tools type letters can turn them off; the choice stays in this browser.
"use strict";

window.ikrarKeys = (() => {
  const STORE = "ikrar.keys";
  const on = () => localStorage.getItem(STORE) !== "off";
  const writes = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const acts = (element) => element.closest("a, button, summary, input, select");

  // Whether a key is ours: keys are on, no modifier is held, and nobody is writing.
  function free(event) {
    if (!on() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
    const at = event.target instanceof Element ? event.target : document.body;
    if (writes(at)) return false;
    return !(acts(at) && (event.key === "Enter" || event.key === " " || event.key.startsWith("Arrow")));
  }

  function press(element) {
    if (element instanceof HTMLDetailsElement) {
      element.open = true;
      const first = element.querySelector("input:not([type=hidden]), select, textarea, button");
      element.scrollIntoView({ block: "nearest" });
      first?.focus();
    } else if (element.matches("input, select")) {
      element.focus();
      if (element.matches("input")) element.select();
    } else {
      element.click();
    }
  }

  document.addEventListener("keydown", (event) => {
    const at = event.target instanceof Element ? event.target : document.body;
    if (event.key === "Escape") {
      const open = at.closest("details[data-key][open]");
      if (open) {
        open.open = false;
        open.querySelector("summary")?.focus();
      } else if (writes(at)) at.blur();
      return;
    }
    if (!free(event)) return;
    const found = [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key.split(" ").includes(event.key));
    if (!found) return;
    event.preventDefault();
    press(found);
  });

  const show = () => {
    document.documentElement.classList.toggle("no-keys", !on());
    for (const s of document.querySelectorAll("[data-keys-switch]")) s.checked = on();
  };
  for (const label of document.querySelectorAll("[data-keys-label]")) label.hidden = false;
  for (const s of document.querySelectorAll("[data-keys-switch]")) {
    s.addEventListener("change", () => {
      localStorage.setItem(STORE, s.checked ? "on" : "off");
      show();
    });
  }
  document.documentElement.classList.add("with-keys");
  show();
  return { free };
})();
