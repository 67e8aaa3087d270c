// How each turn of a conversation looks.
import { choices, clauseCard, nameOf } from "./clause.js";
import { plainly } from "./client.js";
import { el } from "./dom.js";
import { words, wordsOf } from "./words.js";

const WORTH_SHOWING = 0.1; // confidence of a clause that is offered beside the answer

const bubble = (side, ...children) => el("div", { class: `turn ${side}` }, ...children);

export function said(text) {
  const line = el("p", {}, text);
  if (/\/\/|@/.test(text)) import("./links.js").then((links) => links.follow(line)).catch(() => {});
  return bubble("asked", el("div", { class: "mine" }, el("span", { class: "hidden" }, `${words.you}: `), line));
}

export const searching = () =>
  bubble(
    "theirs",
    el(
      "p",
      { class: "searching" },
      el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
      words.searching,
    ),
  );

export const failed = (problem, retry) =>
  bubble(
    "theirs problem",
    el("p", { role: "alert" }, plainly(problem)),
    retry && el("button", { type: "button", class: "plain", onclick: retry }, words.retry),
  );

// A question that has not arrived: why, and the way to send it now. `isUnsent` knows it again.
export function markUnsent(turn, problem, retry) {
  markSent(turn);
  turn.classList.add("unsent");
  turn.append(
    el(
      "p",
      { class: "state", role: "alert" },
      el("strong", {}, words.unsent),
      ` · ${plainly(problem)} `,
      el("button", { type: "button", class: "link", onclick: retry }, words.retry),
    ),
  );
}

export function markSent(turn) {
  turn.classList.remove("unsent");
  turn.querySelector(".state")?.remove();
}

export const isUnsent = (turn) => turn.classList.contains("unsent");

// What is told of clauses that have come; other replies are read out themselves.
export function summary(message) {
  const { kind, clauses, answered } = message;
  const says = wordsOf(message);
  const shown = kind === "suggestions" ? clauses : clauses.slice(0, answered);
  return shown.length ? says.found[kind](shown.map((clause) => nameOf(clause, says)).join(", ")) : "";
}

function feedback(actions, rate, says) {
  const rated = (helpful) =>
    rate(helpful)
      .then(() => says.thanks)
      .catch((problem) => plainly(problem, says))
      .then((outcome) => area.replaceChildren(el("span", { role: "status" }, outcome)));
  const buttons = actions.map(({ id, label }) =>
    el("button", { type: "button", class: "chip", onclick: () => rated(id === "yes") }, label),
  );
  const area = el(
    "div",
    { class: "feedback", role: "group", "aria-label": says.helpful },
    el("span", {}, says.helpful),
    ...buttons,
  );
  return area;
}

// What may be chosen beside or instead of an answer.
function alternatives({ kind, clauses, answered }) {
  if (kind === "suggestions" || kind === "no_answer") return clauses;
  if (kind === "answer") return clauses.slice(answered).filter(({ confidence }) => confidence >= WORTH_SHOWING);
  return [];
}

// `why`, `rate`, `openForm` and `say` are what can be done from here.
export function reply(message, { openForm, rate, ...others }) {
  const says = wordsOf(message);
  const ways = { ...others, words: says };
  const of = (kind) => message.actions.filter((action) => action.kind === kind);
  const shown = alternatives(message);
  const ratings = of("feedback");
  const tickets = of("ticket").map(({ id, label }, place) => {
    const offered = place === 0 && id === message.kind;
    return el("button", { type: "button", class: offered ? "main" : "plain", onclick: () => openForm(id) }, label);
  });
  return el(
    "div",
    { class: "turn theirs", lang: message.language },
    el("p", { class: summary(message) ? "" : "aloud" }, message.lead),
    ...message.clauses.slice(0, message.answered).map((clause) => clauseCard(clause, message.edition, ways)),
    message.answered > 0 && el("p", { class: "label" }, says.noAdvice),
    message.answered > 0 && shown.length > 0 && el("p", { class: "label" }, says.more),
    shown.length > 0 && choices(shown, message.edition, ways),
    ratings.length > 0 && feedback(ratings, rate, says),
    message.expected && el("p", { class: "aloud" }, message.expected.text),
    tickets.length > 0 && el("div", { class: "actions" }, ...tickets),
  );
}
