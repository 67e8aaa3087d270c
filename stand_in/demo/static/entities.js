// A text with its entities, as elements. Offsets count UTF-16 units, which is what JavaScript counts, too.
// A quote is a block of its own, so one line break beside it is already seen.

import { el } from "./dom.js";

const TAGS = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
  spoiler: "mark",
};

const QUOTES = new Set(["blockquote", "expandable_blockquote", "pre"]);

export function formatted(text, entities) {
  return pieces(text, entities, 0, text.length);
}

function pieces(text, entities, from, to) {
  const made = [];
  let at = from;
  let afterQuote = false;
  const words = (start, end, beforeQuote) => {
    const plain = text.slice(start, end);
    const begun = afterQuote ? plain.replace(/^\n/, "") : plain;
    return beforeQuote ? begun.replace(/\n$/, "") : begun;
  };
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const end = entity.offset + entity.length;
    const inner = [];
    for (index += 1; index < entities.length && entities[index].offset < end; index += 1) inner.push(entities[index]);
    const isQuote = QUOTES.has(entity.type);
    made.push(words(at, entity.offset, isQuote), element(entity, pieces(text, inner, entity.offset, end)));
    at = end;
    afterQuote = isQuote;
  }
  return [...made, words(at, to, false)];
}

function element(entity, children) {
  if (entity.type === "text_link" && /^https?:/.test(entity.url)) {
    return el("a", { href: entity.url, target: "_blank", rel: "noreferrer" }, children);
  }
  if (entity.type === "expandable_blockquote") {
    const quote = el("blockquote", { class: "folded", title: "Развернуть", tabindex: "0" }, children);
    const unfold = () => quote.classList.toggle("folded");
    quote.addEventListener("click", unfold);
    quote.addEventListener("keydown", (event) => event.key === "Enter" && unfold());
    return quote;
  }
  return el(TAGS[entity.type] ?? "span", {}, children);
}
