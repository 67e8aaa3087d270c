// The card of a ticket: where it stands, and what the visitor may do with it.
import { ticketActs } from "./acts.js";
import { codeBox } from "./code.js";
import { dayOf, longMoment } from "./dates.js";
import { el } from "./dom.js";
import { newId } from "./field.js";
import { linked } from "./links.js";
import { marked } from "./marks.js";
import { ratingBox } from "./rating.js";
import { clockList } from "./receipt.js";
import { shapeNames } from "./shapes.js";
import { standing } from "./standing.js";
import { isOpen, isUnclear } from "./tickets.js";
import { words } from "./words.js";

// A term that starts anew stands for the one before it.
const latest = (clocks) => [...new Map(clocks.map((clock) => [clock.period, clock])).values()];

function told(ticket) {
  const line = (text, kind = "") => text && el("p", { class: kind }, text);
  const { outcome, outcome_text, outcome_blocks } = ticket;
  const open = isOpen(ticket);
  const decided = outcome === "retracted" ? words.retracted : words.decided;
  return [
    ticket.status === "waiting" && line(words.answerHere, "notice"),
    ticket.requests.length > 0 && line(words.asked(shapeNames(ticket.requests))),
    isUnclear(ticket) && line(words.notClear),
    line(words.received(longMoment(ticket.received_at)), "basis"),
    open && ticket.clocks.length > 0 && clockList(latest(ticket.clocks)),
    open && ticket.expected && line(ticket.expected.text, "notice"),
    ticket.blocked && line(words.blocked, "notice"),
    ticket.decided_at && line(decided(dayOf(ticket.decided_at)), "basis"),
    outcome_text &&
      (outcome === "refused"
        ? el("p", { class: "text" }, ...linked(words.because(outcome_text)))
        : marked({ text: outcome_text, blocks: outcome_blocks })),
    ticket.norm && line(words.by(ticket.norm), "basis"),
    ticket.into && line(words.goesOn(ticket.into)),
    ticket.withdrawn && line(words.consentGone, "basis"),
  ];
}

export function ticketCard(tickets, number, onAdded) {
  const id = newId("card");
  const heading = el("h4", { id, tabindex: "-1" }, number);
  const chip = el("span", { class: "standing" });
  const facts = el("div", { class: "facts" });
  const kind = words.forms[tickets.find(number).kind].title;
  tickets.addEventListener("change", ({ detail }) => detail === number && show());
  show();
  return el(
    "article",
    { class: "card", "aria-labelledby": id },
    el("div", { class: "head" }, el("div", {}, el("p", { class: "basis" }, kind), heading), chip),
    codeBox(tickets, number),
    facts,
    ratingBox(tickets, number),
    ...ticketActs(tickets, number, onAdded),
  );

  function show() {
    const ticket = tickets.find(number);
    chip.textContent = standing(ticket);
    chip.dataset.status = ticket.status;
    facts.replaceChildren(...told(ticket).filter(Boolean));
  }
}
