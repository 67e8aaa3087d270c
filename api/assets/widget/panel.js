// The window: header, conversation, composer. It knows how things look; `element.js` knows what happens.
import { el, icon } from "./dom.js";
import { words } from "./words.js";

const round = (label, picture, onclick) =>
  el("button", { type: "button", class: "round", "aria-label": label, title: label, onclick }, icon(picture));

export function buildPanel({ ask, callPerson, close }) {
  const log = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": words.log, tabindex: "0" });
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
  const talk = el("div", { class: "talk" }, log, composer);
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
  );
  return { panel, log, text, showForm, showTalk, add, greet };

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
    turn.scrollIntoView({ block: turn.offsetHeight > log.clientHeight - 60 ? "start" : "nearest" });
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

  function showForm(form) {
    body.replaceChildren(form);
    form.querySelector("h3").focus();
  }

  function showTalk() {
    body.replaceChildren(talk);
    log.scrollTop = log.scrollHeight;
    text.focus();
  }
}
