// One message of a chat: words, file, buttons, reactions, and what one may do with it.

import { el } from "./dom.js";
import { formatted } from "./entities.js";
import { icon } from "./icons.js";

const EMOJI = ["👍", "❤", "🔥", "👌", "👎"];
const FILES = {
  photo: "Фотография",
  voice: "Голосовое сообщение",
  video: "Видео",
  video_note: "Кружок",
  sticker: "Наклейка",
};

// `acts`: press(button), reply(), edit(), react(emoji); a missing one is not offered.
export function bubble(message, mine, acts) {
  if (message.service) return el("li", { class: "service" }, message.service);
  const time = new Date(message.date * 1000).toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" });
  const { who, reply, reactions } = message;
  const via = message.via ? ` через @${message.via}` : "";
  return el(
    "li",
    { class: `message ${mine ? "mine" : "theirs"}`, "data-id": message.id },
    el(
      "article",
      { class: "bubble", "aria-label": `${who.name}, ${time}` },
      (!mine || via) && el("b", { class: "author" }, who.name, via),
      message.forwarded && el("p", { class: "forwarded" }, `Переслано от: ${message.forwarded}`),
      reply && el("p", { class: "quoted" }, el("b", {}, reply.who.name), reply.text),
      message.file && file(message.file),
      message.location && el("p", {}, `📍 ${message.location.latitude}, ${message.location.longitude}`),
      message.text && el("div", { class: "words" }, formatted(message.text, message.entities)),
      el("p", { class: "stamp" }, message.edited ? "изменено " : "", el("time", {}, time)),
      reactions.length > 0 && el("p", { class: "reactions" }, reactions.map((emoji) => el("span", {}, emoji))),
      menu(acts),
    ),
    message.buttons.length > 0 && keyboard(message.buttons, acts),
  );
}

function keyboard(rows, acts) {
  return el("div", { class: "keyboard" }, rows.map((row) => el("div", {}, row.map((one) => key(one, acts)))));
}

function key(one, acts) {
  // A link into the bot leads nowhere outside: whoever plays the person says /start here.
  const word = acts.start && /^https:\/\/t\.me\/\w+\?start=([\w-]+)$/.exec(one.url ?? "")?.[1];
  const outside = { class: "button", href: one.url, target: "_blank", rel: "noreferrer" };
  if (one.url && !word) return el("a", outside, `${one.text} ↗`);
  const onclick = () => (word ? acts.start(word) : acts.press(one));
  return el("button", { type: "button", class: "button", onclick }, one.text);
}

function menu(acts) {
  const item = (label, sign, onclick) =>
    el("button", { type: "button", "aria-label": label, title: label, onclick }, sign);
  return el(
    "div",
    { class: "menu" },
    acts.react && EMOJI.map((emoji) => item(`Отметить ${emoji}`, emoji, () => acts.react(emoji))),
    acts.reply && item("Ответить на это сообщение", icon("reply"), acts.reply),
    acts.edit && item("Изменить сообщение", icon("edit"), acts.edit),
  );
}

function file({ kind, name, mime, url }) {
  const called = FILES[kind] ?? name;
  if (mime.startsWith("image/")) return el("img", { class: "picture", src: url, alt: called });
  return el("a", { class: "file", href: url, download: name }, icon("attach"), called);
}
