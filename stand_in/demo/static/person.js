// The left side: a person and the bot.

import { show } from "./chat.js";
import { composer } from "./composer.js";
import { el, one, refresh } from "./dom.js";
import { bubble } from "./message.js";
import { act } from "./server.js";

const TYPING = 4000; // milliseconds that «печатает…» stays
const WELCOME = {
  ru: ["Напишите боту, например:", "/start", "а долго мое досье у вас пролежит", "удалите мои данные"],
  en: ["Say something to the bot, for example:", "/start", "how long do you keep my data?"],
};

export function personSide(scene) {
  const side = one("#person");
  const log = one(".log", side);
  let chosen = null;
  let typing = null; // how many signs were seen, and until when the last one stands
  const user = () => scene().users.find((candidate) => candidate.id === chosen) ?? scene().users[0];
  const place = () => ({ as: user().id, chat: user().id });
  const writing = composer(one(".foot", side), {
    place,
    bot: () => scene().bot.username,
    label: "Сообщение боту",
    commands: () => user().commands,
  });
  one("#block").addEventListener("click", () => act("block", place()));

  function acts(message) {
    const mine = !message.who.bot;
    const order = () => ({ ...place(), message: message.id });
    return {
      press: (button) => writing.press(button, order()),
      react: (emoji) => act("react", { ...order(), emoji }),
      start: (word) => act("say", { ...place(), text: `/start ${word}` }),
      reply: () => writing.reply(message),
      edit: mine && (() => writing.edit(message)),
    };
  }

  function render() {
    const now = user();
    refresh(one("#users"), now.id, () => scene().users.map((candidate) => choice(candidate, now, play)));
    one("#block").textContent = now.blocked ? "Разблокировать бота" : "Заблокировать бота";
    const make = (message) => bubble(message, !message.who.bot, acts(message));
    const typed = isTyping(now) ? [el("li", { class: "service" }, "бот печатает…")] : [];
    const after = now.messages.length === 0 ? [welcome()] : typed;
    show(log, now.messages, { key: now.id, make, after });
  }

  function play(id) {
    chosen = id;
    typing = { count: user().actions, until: 0 };
    writing.clear();
    render();
  }

  function isTyping(now) {
    const last = now.messages.at(-1);
    typing ??= { count: now.actions, until: 0 }; // what was shown before the page was opened is over
    if (now.actions !== typing.count) {
      typing = { count: now.actions, until: Date.now() + TYPING };
      setTimeout(render, TYPING + 50);
    }
    return Date.now() < typing.until && last && !last.who.bot;
  }

  function welcome() {
    const [invitation, ...sayings] = WELCOME[user().language];
    const run = (text) => () => act("say", { ...place(), text });
    const button = (text) => el("button", { type: "button", class: "button", onclick: run(text) }, text);
    return el("li", { class: "welcome" }, el("p", {}, invitation), sayings.map(button));
  }

  return render;
}

export function choice(candidate, now, run) {
  const pressed = String(candidate.id === now.id);
  const onclick = () => run(candidate.id);
  return el("button", { type: "button", "aria-pressed": pressed, onclick }, candidate.name);
}
