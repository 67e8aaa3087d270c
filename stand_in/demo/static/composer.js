// Where one writes: words, a file, an answer to a message, a change of one, and «@bot …» in any chat.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { act, sendFiles } from "./server.js";

const TYPING_PAUSE = 350;

// `place()` gives who writes and where: {as, chat, topic}; `bot()` is the bot's user name.
export function composer(foot, { place, bot, label, commands }) {
  let target = null; // {how: "reply" | "edit", message}
  let timer;
  const note = el("p", { class: "target", hidden: true });
  const results = el("ul", { class: "results", hidden: true });
  const words = el("textarea", { rows: "1", "aria-label": label, placeholder: label });
  const file = el("input", { type: "file", multiple: true, hidden: true, onchange: sendChosen });
  const menu = commands && quiet("Команды бота", "/", showMenu);
  const attach = quiet("Приложить файлы", icon("attach"), () => file.click());
  const send = el("button", { type: "submit", class: "send" }, "Отправить");
  const form = el("form", { onsubmit: submit }, menu, attach, file, words, send);
  foot.replaceChildren(results, note, form);
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) submit(event);
    if (event.key === "Escape") aim(null);
  });
  words.addEventListener("input", typed);

  function aim(next) {
    target = next;
    note.hidden = !target;
    if (!target) return;
    const cancel = el("button", { type: "button", "aria-label": "Отменить", onclick: () => aim(null) }, "×");
    const gist = target.message.text.slice(0, 80) || "файл";
    note.replaceChildren(target.how === "edit" ? "Изменить: " : "В ответ: ", gist, cancel);
    if (target.how === "edit") words.value = target.message.text;
    words.focus();
  }

  function order() {
    return { ...place(), reply_to: target?.how === "reply" ? target.message.id : undefined };
  }

  function clear() {
    words.value = "";
    results.hidden = true;
    fit();
    aim(null);
  }

  async function submit(event) {
    event.preventDefault();
    const text = words.value.trim();
    if (!text) return;
    const given = target;
    const asked = order();
    clear();
    if (given?.how === "edit") await act("edit", { ...asked, message: given.message.id, text });
    else await act("say", { ...asked, text });
  }

  async function sendChosen() {
    if (!file.files.length) return;
    const asked = { ...order(), text: words.value.trim() };
    clear();
    await sendFiles(file.files, asked);
    file.value = "";
  }

  function typed() {
    fit();
    clearTimeout(timer);
    const start = `@${bot()} `;
    results.hidden = true;
    if (words.value.startsWith(start)) timer = setTimeout(() => ask(words.value.slice(start.length)), TYPING_PAUSE);
  }

  async function ask(text) {
    const found = (await act("ask_inline", { ...order(), text })) ?? [];
    const choose = async (result) => {
      const asked = order();
      clear();
      await act("choose", { ...asked, result, text });
    };
    offer(found.map((result) => [result.title ?? result.id, result.description ?? "", () => choose(result)]));
  }

  function showMenu() {
    if (!results.hidden) return void (results.hidden = true);
    const say = (command) => {
      results.hidden = true;
      act("say", { ...order(), text: `/${command}` });
    };
    offer(commands().map((one) => [`/${one.command}`, one.description, () => say(one.command)]));
  }

  function offer(items) {
    const item = ([title, about, onclick]) =>
      el("li", {}, el("button", { type: "button", onclick }, el("b", {}, title), el("span", {}, about)));
    results.replaceChildren(...items.map(item));
    results.hidden = items.length === 0;
  }

  function fit() {
    words.style.height = "auto";
    words.style.height = `${Math.min(words.scrollHeight, 140)}px`;
  }

  return {
    reply: (message) => aim({ how: "reply", message }),
    edit: (message) => aim({ how: "edit", message }),
    press: (button, order) => {
      const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
      if (query === undefined) return act("press", { ...order, data: button.callback_data });
      words.value = `@${bot()} ${query}`;
      words.focus();
      typed();
    },
    clear,
  };
}

function quiet(label, sign, onclick) {
  return el("button", { type: "button", class: "quiet", "aria-label": label, onclick }, sign);
}
