// What happens to a ticket, as it stands in the conversation.
import { longDate } from "./dates.js";
import { el, icon, sentence } from "./dom.js";
import { shapeNames } from "./shapes.js";
import { words } from "./words.js";

const WORTH_A_LOOK = ["identity_needed", "ticket_resolved", "ticket_refused"];

const lines = (...texts) => texts.filter(Boolean).map((text) => sentence("p", "", text));

function staffSaid(said, { type, number, text, norm }) {
  return el(
    "div",
    { class: "turn staff" },
    el("p", { class: "who aloud" }, icon("person"), sentence("span", "", said.who(number))),
    el("p", { class: "text aloud" }, type === "ticket_refused" ? words.because(text) : text),
    norm && el("p", { class: "text" }, words.by(norm)),
    said.more && el("p", { class: "hint" }, said.more),
  );
}

function note(said, event) {
  const { type, requests, due_on, on = due_on, text, basis, mail } = event;
  return el(
    "div",
    { class: "turn note" },
    sentence("p", "aloud", said.note(event)),
    ...lines(
      said.withMail && (mail ? said.withMail : said.noMail),
      requests?.length && words.asked(shapeNames(requests)),
      on && (words.dates[type] ?? words.nearest)(longDate(on)),
      text && words.because(text),
      basis && words.by(basis),
    ),
  );
}

// The turn of an event, or null where this widget does not know its topic. `look` opens the card of the ticket.
export function told(event, look) {
  const said = words.told[event.type];
  if (!said) return null;
  const turn = said.who ? staffSaid(said, event) : note(said, event);
  if (WORTH_A_LOOK.includes(event.type))
    turn.append(el("button", { type: "button", class: "plain", onclick: () => look(event.number) }, words.look));
  return turn;
}

// The same in a sentence to be read out; nothing where the topic is unknown.
export function said(event) {
  const known = words.told[event.type];
  if (!known) return "";
  return known.who ? known.who(event.number) : known.note(event);
}
