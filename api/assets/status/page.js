// The body of the page: what is known of the ticket on the left, what can be done with it on the right.
import { ticketActs } from "../widget/acts.js";
import { codeBox } from "../widget/code.js";
import { el } from "../widget/dom.js";
import { download } from "../widget/download.js";
import { ratingBox } from "../widget/rating.js";
import { filePicker } from "./files.js";
import { head } from "./head.js";
import { bar, clocks, decision, files, history, notices, part, talk } from "./state.js";
import { words } from "./words.js";

export function ticketPage({ tickets, state }) {
  const { number } = state;
  let shown;
  const link = el("p", { class: "notice lost", role: "status", hidden: true }, words.lost);
  const facts = el("div", { class: "facts" });
  const terms = el("div", {});
  const past = el("div", {});
  const refresh = () => tickets.refresh(number);
  const address = `/api/v1/tickets/${encodeURIComponent(number)}/attachments`;
  const save = (file) => download(address, tickets.find(number).token, file);
  const picker = filePicker({ tickets, number, refresh });
  const acts = part("can", words.acts, ...ticketActs(tickets, number, refresh), picker);
  const left = el("div", { class: "known" }, facts, past);
  const rating = ratingBox(tickets, number);
  const right = el("div", { class: "doing" }, terms, codeBox(tickets, number), rating, acts);
  const body = el("div", { class: "ticket" }, link, el("div", { class: "columns" }, left, right), bar());
  show(state);
  return { body, show, reached: () => (link.hidden = true), lost: () => (link.hidden = false) };

  // Redraws only what changed, so that nobody loses the place where they read.
  function show(known) {
    link.hidden = true;
    const now = JSON.stringify(known);
    if (now === shown) return;
    shown = now;
    head(known);
    const ticket = tickets.find(number);
    ticket.email = known.identity.email ?? undefined;
    const erased = known.events.some(({ step }) => step === "erase");
    acts.hidden = erased;
    const said = erased ? [] : talk(known, save);
    facts.replaceChildren(...notices(known, erased), ...decision(known), ...said, ...files(known, save));
    terms.replaceChildren(...clocks(known));
    past.replaceChildren(history(known));
  }
}
