// Keys declared in the markup: `data-key="t"` on a link, button or field presses or focuses it; `?` lists them all.
//
// Letters are meant as keys of the keyboard, so they work with Russian letters on them too. In a field they are what
// is typed; Esc leaves it. Who does not want them turns them off in the list (WCAG 2.1.4).
import { isOff, showKeys } from "./key_list.js";

const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

function isTyping(target) {
  return target instanceof Element && target.closest(FIELDS);
}

function pressed(event) {
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return "?";
  if (event.shiftKey) return event.key.length === 1 ? "" : event.key;
  if (event.code === "Slash") return "/";
  return /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : event.key;
}

function press(element) {
  if (element.matches(FIELDS)) {
    element.focus();
    element.select?.();
  } else element.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const key = pressed(event);
  if (key === "?") {
    event.preventDefault();
    showKeys();
    return;
  }
  if (isOff()) return;
  const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && !one.disabled);
  if (!found) return;
  event.preventDefault();
  press(found);
});

for (const button of document.querySelectorAll("[data-keys-help]")) {
  button.hidden = false;
  button.addEventListener("click", showKeys);
}
