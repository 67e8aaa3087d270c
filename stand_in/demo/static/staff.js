// The right side: the group of staff and its topics.

import { show } from "./chat.js";
import { composer } from "./composer.js";
import { el, one, refresh } from "./dom.js";
import { bubble } from "./message.js";
import { choice } from "./person.js";
import { act } from "./server.js";

export function staffSide(scene) {
  const side = one("#staff");
  const thread = one(".thread", side);
  const seen = new Map(); // topic → how many of its messages were looked at
  let chosen = null;
  let member = null;
  const group = () => scene().group;
  const topic = () => group().topics.find((candidate) => candidate.id === chosen) ?? group().topics[0];
  const who = () => scene().staff.find((candidate) => candidate.id === member) ?? scene().staff[0];
  const place = () => ({ as: who().id, chat: group().id, topic: topic().id ?? undefined });
  const bot = () => scene().bot.username;
  const writing = composer(one(".foot", thread), { place, bot, label: "Сообщение в тему" });
  const more = one(".more", thread);
  for (const how of ["close", "delete"]) {
    one(`#${how}`).addEventListener("click", () => {
      more.open = false;
      act("topic", { ...place(), how });
    });
  }

  function acts(message) {
    const order = () => ({ ...place(), message: message.id });
    return {
      press: (button) => writing.press(button, order()),
      react: (emoji) => act("react", { ...order(), emoji }),
      reply: () => writing.reply(message),
      edit: message.who.id === who().id && (() => writing.edit(message)),
    };
  }

  function choose(id) {
    chosen = id;
    writing.clear();
    render();
  }

  function row(candidate, now) {
    const unread = candidate.messages.length - (seen.get(candidate.id) ?? 0);
    const last = candidate.messages.filter((message) => !message.service).at(-1);
    const here = candidate.id === now.id;
    const closed = candidate.closed ? "closed" : "";
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", "aria-current": here && "true", class: closed, onclick: () => choose(candidate.id) },
        el("span", { class: "icon", "aria-hidden": "true" }, candidate.icon),
        el("span", { class: "name" }, candidate.name, candidate.closed ? " · закрыта" : ""),
        el("span", { class: "last" }, last ? `${last.who.name}: ${last.text || "файл"}` : "пока пусто"),
        unread > 0 && !here && el("span", { class: "unread", "aria-label": `новых: ${unread}` }, unread),
      ),
    );
  }

  function render() {
    const now = topic();
    seen.set(now.id, now.messages.length);
    one(".topics h2", side).textContent = group().name;
    refresh(one(".topics ol", side), [group().topics, now.id], () => group().topics.map((each) => row(each, now)));
    one(".thread h2", side).textContent = `${now.icon} ${now.name}`;
    const play = (id) => {
      member = id;
      render();
    };
    refresh(one("#members"), who().id, () => scene().staff.map((candidate) => choice(candidate, who(), play)));
    one("#close").textContent = now.closed ? "Открыть тему" : "Закрыть тему";
    more.hidden = now.id === null;
    showPinned(now);
    const make = (message) => bubble(message, message.who.id === who().id, acts(message));
    show(one(".log", thread), now.messages, { key: now.id, mark: who().id, make });
  }

  function showPinned(now) {
    const pinned = now.messages.find((message) => message.id === now.pinned.at(-1));
    const bar = one(".pinned", thread);
    bar.hidden = !pinned;
    if (!pinned) return;
    const go = () => one(`[data-id="${pinned.id}"]`, thread)?.scrollIntoView({ block: "start" });
    const words = [el("b", {}, "Закреплено "), pinned.text.slice(0, 120)];
    refresh(bar, pinned, () => [el("button", { type: "button", onclick: go }, words)]);
  }

  return render;
}
