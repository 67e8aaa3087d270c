// Copies an address; where the browser does not let us, the address is shown, selected, to be copied by hand.
import { el } from "./dom.js";

const SHOWN = 3000; // ms
const WORDS = {
  ru: { copied: "Ссылка скопирована", copyYourself: "Скопируйте ссылку отсюда" },
  en: { copied: "Link copied", copyYourself: "Copy the link from here" },
};

const timers = new WeakMap(); // by button

// `say` reads out what came of it; `box` holds the button; `words` are those around it.
export async function copy(box, button, address, say, words) {
  const said = WORDS[words.locale];
  if (!(await copied(address, box))) return showIt(box, address, say, said.copyYourself);
  clearTimeout(timers.get(button));
  button.textContent = said.copied;
  say(said.copied);
  timers.set(
    button,
    setTimeout(() => (button.textContent = words.copy), SHOWN),
  );
}

function showIt(box, address, say, label) {
  const shown = el("input", { type: "text", readonly: true, "aria-label": label, value: address });
  box.replaceChildren(shown);
  shown.focus();
  shown.select();
  say(label);
}

async function copied(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not allowed here, or not over plain HTTP: the old way.
  }
  const held = el("textarea", { class: "hidden", "aria-hidden": "true", tabindex: "-1" }, text);
  const before = place.getRootNode().activeElement;
  place.append(held);
  held.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    held.remove();
    before?.focus();
  }
}
