// How each turn of a conversation looks.
import { el, icon } from "./dom.js";
import { calmPath, longDate, words } from "./words.js";

const WORTH_SHOWING = 0.1; // confidence of a clause that is offered beside the answer

const bubble = (side, ...children) => el("div", { class: `turn ${side}` }, ...children);

export const said = (text) => bubble("mine", el("span", { class: "hidden" }, `${words.you}: `), el("p", {}, text));

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
    el("p", {}, problem.message),
    retry && el("button", { type: "button", class: "plain", onclick: retry }, words.retry),
  );

export const staffSaid = ({ text, number }) =>
  bubble(
    "theirs staff",
    el("p", { class: "who" }, icon("person"), `${words.staff} ${words.staffOn(number)}`),
    el("p", { class: "text" }, text),
  );

export const ticketClosed = ({ number }) => bubble("note", el("p", {}, words.closed(number)));

export const receipt = (ticket) =>
  el(
    "section",
    { class: "turn receipt", "aria-label": words.receipt },
    el("p", { class: "done" }, icon("check"), words.receipt),
    el("p", { class: "ticket-number" }, ticket.number),
    el("p", { class: "due" }, ticket.due ? words.due(longDate(ticket.due.date)) : words.dueHuman),
    ticket.due && el("p", { class: "basis" }, ticket.due.basis),
    el("p", { class: "basis" }, words.keep),
  );

function clauseCard(clause, edition) {
  const link = (url, text) => el("a", { href: url, target: "_blank", rel: "noopener" }, text);
  const related = clause.related.map((number) => link(clause.url.replace(/#.*$/, `#${number}`), number));
  return el(
    "article",
    { class: "clause", "aria-label": words.clause(clause.number) },
    el("div", { class: "place" }, el("strong", {}, words.clause(clause.number)), el("span", {}, calmPath(clause.path))),
    el("blockquote", { tabindex: "0", role: "group", "aria-label": words.clause(clause.number) }, clause.quote),
    el(
      "div",
      { class: "source" },
      link(clause.url, words.open),
      el("span", {}, words.edition(edition.id)),
      related.length > 0 &&
        el("span", {}, `${words.related} `, ...related.flatMap((one, place) => (place ? [", ", one] : [one]))),
    ),
  );
}

// A clause to choose: its own beginning, without the lead-in of its list, and the whole of it once chosen.
function choice(clause, edition) {
  const label = clause.number === "преамбула" ? "§" : clause.number;
  const beginning = clause.quote.split(`\n${clause.number}. `).pop();
  return el(
    "details",
    { class: "choice" },
    el("summary", {}, el("strong", {}, label), el("span", {}, beginning), icon("down")),
    clauseCard(clause, edition),
  );
}

const choices = (clauses, edition) =>
  el("div", { class: "choices" }, ...clauses.map((clause) => choice(clause, edition)));

function feedback(actions, rate) {
  const rated = (helpful) =>
    rate(helpful)
      .then(() => words.thanks)
      .catch((problem) => problem.message)
      .then((outcome) => area.replaceChildren(el("span", { role: "status" }, outcome)));
  const buttons = actions.map(({ id, label }) =>
    el("button", { type: "button", class: "chip", onclick: () => rated(id === "yes") }, label),
  );
  const area = el(
    "div",
    { class: "feedback", role: "group", "aria-label": words.helpful },
    el("span", {}, words.helpful),
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

export function reply(message, { openForm, rate }) {
  const of = (kind) => message.actions.filter((action) => action.kind === kind);
  const shown = alternatives(message);
  const ratings = of("feedback");
  const tickets = of("ticket").map(({ id, label }, place) => {
    const offered = place === 0 && id === message.kind;
    return el("button", { type: "button", class: offered ? "main" : "plain", onclick: () => openForm(id) }, label);
  });
  return bubble(
    "theirs",
    el("p", {}, message.lead),
    ...message.clauses.slice(0, message.answered).map((clause) => clauseCard(clause, message.edition)),
    message.answered > 0 && el("p", { class: "label" }, words.noAdvice),
    message.answered > 0 && shown.length > 0 && el("p", { class: "label" }, words.more),
    shown.length > 0 && choices(shown, message.edition),
    ratings.length > 0 && feedback(ratings, rate),
    tickets.length > 0 && el("div", { class: "actions" }, ...tickets),
  );
}
