// The window: header, conversation, composer. It knows how things look; `visit.js` knows what happens.
import { el, icon } from "./dom.js";
import { words } from "./words.js";

const round = (label, picture, onclick) =>
  el("button", { type: "button", class: "round", "aria-label": label, title: label, onclick }, icon(picture));

export function buildPanel({ ask, callPerson, showMine, close }) {
  // A whole clause read out at once is too much: `say` tells in a sentence what has come.
  const news = el("p", { class: "hidden", role: "status" });
  const log = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": words.log, tabindex: "0" });
  const text = el("textarea", {
    rows: "1",
    maxlength: "10000",
    "aria-label": words.ask,
    placeholder: words.ask,
    enterkeyhint: "send",
    oninput: grow,
    onkeydown: onKey,
  });
  const send = el("button", { type: "submit", class: "send", "aria-label": words.send, disabled: true }, icon("send"));
  const composer = el("form", { class: "composer", onsubmit: submit }, text, send);
  const count = el("span", { class: "count" });
  const mine = el(
    "button",
    { type: "button", class: "mine-link", hidden: true, onclick: showMine },
    words.mine,
    count,
    icon("forward"),
  );
  const ways = el("div", { class: "mine-row" }, mine);
  const talk = el("div", { class: "talk" }, ways, log, composer);
  const body = el("div", { class: "body" }, talk);
  const panel = el(
    "section",
    { class: "panel", role: "dialog", "aria-labelledby": "title", id: "panel", hidden: true },
    el(
      "div",
      { class: "top" },
      el("span", { class: "mark", "aria-hidden": "true" }, "§"),
      el("div", {}, el("h2", { id: "title" }, words.title), el("p", {}, words.subtitle)),
      round(words.person, "person", callPerson),
      round(words.close, "close", close),
    ),
    body,
    news,
  );
  return { panel, log, ways, show, showTalk, toEnd, focus, add, greet, countMine, say, aloud, write, draft };

  function submit(event) {
    event.preventDefault();
    const question = text.value.trim();
    if (!question) return;
    text.value = "";
    grow();
    ask(question);
  }

  function onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  }

  function grow() {
    send.disabled = !text.value.trim();
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 140)}px`;
  }

  function add(turn) {
    log.querySelector(".greeting")?.remove();
    log.append(turn);
    // Not scrollIntoView: that moves the page around us, too.
    const above = turn.getBoundingClientRect().top - log.getBoundingClientRect().top - 12;
    if (turn.offsetHeight > log.clientHeight - 60) log.scrollTop += above;
    else toEnd();
    return turn;
  }

  function greet() {
    const questions = words.common.map((question) => {
      const button = el("button", { type: "button", class: "common", onclick: () => ask(question) }, question);
      return el("li", {}, button);
    });
    log.append(
      el(
        "div",
        { class: "greeting" },
        el("h3", {}, words.hello),
        el("p", {}, words.helloMore),
        el("ul", { "aria-label": words.commonLabel }, ...questions),
      ),
    );
  }

  // A screen in the place of the conversation; its heading gets the focus.
  function show(screen) {
    body.replaceChildren(screen);
    screen.scrollTop = 0;
    focus();
  }

  function showTalk() {
    if (body.contains(talk)) return;
    body.replaceChildren(talk);
    toEnd();
    focus();
  }

  function toEnd() {
    log.scrollTop = log.scrollHeight;
  }

  function focus() {
    (talk.isConnected ? text : body.querySelector("h3")).focus();
  }

  // What has just come and is short enough. A live region has to be there before its words are.
  function aloud(turn) {
    for (const part of turn.querySelectorAll(".aloud")) {
      const said = [...part.childNodes];
      part.setAttribute("role", "status");
      part.replaceChildren();
      setTimeout(() => part.append(...said), 80);
    }
  }

  function say(sentence) {
    news.textContent = "";
    requestAnimationFrame(() => (news.textContent = sentence)); // so that the same is said twice
  }

  function write(draft) {
    text.value = draft;
    grow();
  }

  function draft() {
    return text.value;
  }

  function countMine(tickets) {
    mine.hidden = !tickets;
    count.textContent = tickets;
  }
}
