// The receipt of a ticket, as it was given; and how terms are shown, there and on its card.
import { longDate, longMoment } from "./dates.js";
import { el, icon } from "./dom.js";
import { words } from "./words.js";

// One line per term: what, until when, on what ground.
export const clockList = (clocks) =>
  el(
    "dl",
    { class: "clocks" },
    ...clocks.map(({ period, due, basis, extended_from, met }) =>
      el(
        "div",
        {},
        el("dt", {}, words.terms[period] ?? words.term),
        el("dd", { class: "due" }, met ? words.met : words.until(longDate(due))),
        !met && extended_from && el("dd", { class: "basis" }, words.extended(longDate(extended_from))),
        el("dd", { class: "basis" }, basis),
      ),
    ),
  );

// Opens where the ticket stands, also in another browser: its address holds the key, and the language spoken here.
function pageOf({ url }) {
  const page = new URL(url);
  page.searchParams.set("lang", words.locale);
  return el("a", { href: page.href, target: "_blank", rel: "noopener" }, words.page);
}

export function receipt(ticket, { code, files, print }) {
  const made = el(
    "section",
    { class: "turn receipt", "aria-label": words.receipt, tabindex: "-1" },
    el("p", { class: "done" }, icon("check"), words.receipt),
    el("p", { class: "ticket-number" }, ticket.number),
    el("p", { class: "basis" }, words.addressed(words.forms[ticket.kind].title, ticket.operator)),
    el("p", { class: "basis" }, words.received(longMoment(ticket.received_at))),
    ticket.clocks.length ? clockList(ticket.clocks) : el("p", { class: "due" }, words.noClock),
    ticket.expected && el("p", { class: "notice" }, ticket.expected.text),
    files,
    ticket.blocked && el("p", { class: "notice" }, words.blocked),
    el("p", { class: "basis" }, words.keep, ...(ticket.url ? [" ", pageOf(ticket)] : [])),
    el("button", { type: "button", class: "plain", onclick: () => print(made) }, words.print),
    code,
  );
  return made;
}
