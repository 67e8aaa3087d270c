// What spoke for a clause: words of the message, and how others ask about the same.
import { el } from "./dom.js";

const WORDS = {
  ru: {
    looking: "Смотрю…",
    quoted: (text) => `«${text}»`,
    words: "Решили слова",
    phrases: "Об этом же спрашивают так",
    nothing: "Похожих вопросов в нашем списке нет: пункт выбран по смыслу всего сообщения.",
  },
  en: {
    looking: "Looking…",
    quoted: (text) => `“${text}”`,
    words: "The words that decided",
    phrases: "Others ask it like this",
    nothing: "Nobody on our list asked quite like this: the clause was chosen by the meaning of the whole message.",
  },
};

// What spoke for a clause of a reply; clauses that were kept over an update of ours lack what they did not have then.
function ask([client, message, { token }, { address, number, document = "" }]) {
  const asked = new URLSearchParams({ clause: address ?? number, document });
  return client.get(`messages/${encodeURIComponent(message)}/why?${asked}`, token);
}

// Told in this place, in the language of the reply, as soon as it is known.
export async function tell(place, asked, language) {
  const words = WORDS[language];
  place.replaceChildren(el("p", { class: "hint" }, words.looking));
  place.replaceChildren(...reasons(await ask(asked), words));
  place.scrollIntoView({ block: "nearest" });
}

function reasons({ words: spoke, phrases }, words) {
  const one = (text, shown = text) => el("li", { lang: /[а-яё]/i.test(text) ? "ru" : "en" }, shown);
  const list = (label, kind, items) =>
    el("div", {}, el("p", { class: "hint" }, label), el("ul", { class: kind }, ...items));
  const said = [
    spoke.length > 0 && list(words.words, "spoke", spoke.map((word) => one(word))),
    phrases.length > 0 && list(words.phrases, "alike", phrases.map(({ text }) => one(text, words.quoted(text)))),
  ].filter(Boolean);
  return phrases.length ? said : [...said, el("p", { class: "hint" }, words.nothing)];
}
