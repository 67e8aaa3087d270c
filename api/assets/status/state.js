// A ticket as the API tells it, drawn part by part; most give a list of elements, empty where there is nothing.
import { dayOf, longMoment } from "../widget/dates.js";
import { el } from "../widget/dom.js";
import { enclosures } from "../widget/enclosures.js";
import { face } from "../widget/face.js";
import { linked } from "../widget/links.js";
import { marked } from "../widget/marks.js";
import { clockList } from "../widget/receipt.js";
import { shapeNames } from "../widget/shapes.js";
import { isOpen, isUnclear } from "../widget/tickets.js";
import { words as said } from "../widget/words.js";
import { words } from "./words.js";

const capital = (text) => text.replace(/^./, (letter) => letter.toUpperCase());
export const part = (kind, title, ...children) =>
  el("section", { class: `part ${kind}` }, el("h2", {}, title), ...children);
const line = (kind, text) => text && el("p", { class: kind }, text);
const time = (moment) => el("time", { datetime: moment }, longMoment(moment));

export function notices(ticket, erased) {
  const open = isOpen(ticket) && !erased;
  const unproven = open && ticket.identity.needed && !ticket.identity.proven && !ticket.identity.email;
  return [
    erased && line("notice", words.erased),
    open && ticket.status === "waiting" && line("notice", words.waiting),
    unproven && line("notice", words.unproven),
    open && ticket.expected && line("notice", ticket.expected.text),
    ticket.blocked && line("notice", said.blocked),
    ticket.into && line("notice", said.goesOn(ticket.into)),
    ticket.requests.length > 0 && line("asked", said.asked(shapeNames(ticket.requests))),
    isUnclear(ticket) && line("asked", said.notClear),
    line("received", said.received(longMoment(ticket.received_at))),
  ].filter(Boolean);
}

export function decision({ outcome, outcome_text, outcome_blocks, norm, decided_at }) {
  if (!outcome) return [];
  const blocks = outcome === "refused" ? undefined : outcome_blocks;
  const words_of_it = outcome_text && el("blockquote", {}, marked({ text: outcome_text, blocks }));
  const retracted = outcome === "retracted";
  const name = retracted ? said.retractedStatus : said.statuses[outcome];
  const when = line("when", (retracted ? said.retracted : said.decided)(dayOf(decided_at)));
  const ground = line("norm", norm && said.by(norm));
  const rights = outcome === "refused" && line("hint", said.told.ticket_refused.more);
  return [part(`decision ${outcome}`, capital(name), when, words_of_it, ground, rights)];
}

// A term that starts anew stands for the one before it.
const latest = (all) => [...new Map(all.map((clock) => [clock.period, clock])).values()];

export function clocks(ticket) {
  if (!isOpen(ticket)) return [];
  const shown = ticket.clocks.length ? clockList(latest(ticket.clocks)) : line("hint", words.noClocks);
  return [part("terms", words.clocks, shown)];
}

// `save` gives one of the files to the person.
export function talk({ text, received_at, answers, additions }, save) {
  const turns = [
    { text, at: received_at, who: "you" },
    ...answers.map((one) => ({ ...one, who: "staff" })),
    ...additions.map((one) => ({ ...one, who: "you" })),
  ].sort((one, other) => one.at.localeCompare(other.at));
  const drawn = turns.map(({ who, by, at, ...turn }) =>
    el(
      "li",
      { class: who },
      el("p", { class: "who" }, by && face(by), el("b", {}, by ? said.signed(by) : words[who]), " ", time(at)),
      who === "staff" ? marked(turn) : el("p", { class: "text" }, ...linked(turn.text)),
      enclosures(turn.files, save),
    ),
  );
  return [part("talk", words.talk, el("ol", {}, ...drawn), !answers.length && line("hint", words.noTalk))];
}

export function files({ attachments }, save) {
  return attachments.length ? [part("files", words.files, enclosures(attachments, save))] : [];
}

export function history({ events }) {
  const told = events.filter(({ step }) => words.steps[step]);
  return part(
    "history",
    words.history,
    el("ol", {}, ...told.map(({ step, at }) => el("li", {}, el("span", {}, words.steps[step]), time(at)))),
  );
}

// Below: what can be done with the page itself.
export function bar() {
  const news = el("p", { class: "hint", role: "status" });
  const copy = async () => {
    news.textContent = await navigator.clipboard.writeText(location.href).then(
      () => words.copied,
      () => words.copyYourself,
    );
  };
  return el(
    "div",
    { class: "page-bar" },
    line("hint", words.kept),
    el(
      "div",
      { class: "row" },
      el("button", { type: "button", class: "side", onclick: copy }, words.copy),
      el("button", { type: "button", class: "side", onclick: () => print() }, words.print),
    ),
    news,
  );
}
