// What pops up over the chats.

import { one } from "./dom.js";

let timer;

export function toast(text) {
  const shown = one(".toast");
  shown.textContent = text;
  shown.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => (shown.hidden = true), 5000);
}
