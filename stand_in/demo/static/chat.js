// A list of messages that follows the newest one, unless somebody has scrolled up to read.
// What has not changed keeps its element: an unfolded quote stays unfolded, a focus stays where it is.

import { el } from "./dom.js";

// `key` names the chat; `mark` is whatever else a message's looks depend on; `make` gives its element.
export function show(log, messages, { key, mark = "", make, after = [] }) {
  const same = log.dataset.key === String(key);
  const atEnd = !same || log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const top = log.scrollTop;
  log.dataset.key = key;
  const standing = same ? [...log.querySelectorAll("[data-sign]")] : [];
  const known = new Map(standing.map((item) => [item.dataset.sign, item]));
  const items = messages.map((message) => {
    const sign = `${mark} ${JSON.stringify(message)}`;
    const item = known.get(sign) ?? make(message);
    item.dataset.sign = sign;
    return item;
  });
  place(log.querySelector("ol") ?? log.appendChild(el("ol")), [...items, ...after]);
  log.scrollTop = atEnd ? log.scrollHeight : top;
  for (const picture of log.querySelectorAll("img")) {
    if (atEnd && !picture.complete) picture.addEventListener("load", () => (log.scrollTop = log.scrollHeight));
  }
}

// An element that is moved loses its focus, so those that stand right are left alone.
function place(list, items) {
  const wanted = new Set(items);
  for (const item of [...list.children]) if (!wanted.has(item)) item.remove();
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
}
