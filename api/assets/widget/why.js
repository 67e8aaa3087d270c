// What spoke for a clause: words of the message, and how others ask about the same.
import { el } from "./dom.js";

export function reasons({ words: spoke, phrases }, words) {
  const one = (text, shown = text) => el("li", { lang: /[а-яё]/i.test(text) ? "ru" : "en" }, shown);
  const list = (label, kind, items) =>
    el("div", {}, el("p", { class: "hint" }, label), el("ul", { class: kind }, ...items));
  const said = [
    spoke.length > 0 && list(words.why.words, "spoke", spoke.map((word) => one(word))),
    phrases.length > 0 && list(words.why.phrases, "alike", phrases.map(({ text }) => one(text, words.why.quoted(text)))),
  ].filter(Boolean);
  return phrases.length ? said : [...said, el("p", { class: "hint" }, words.why.nothing)];
}
