// What happens to a ticket, as it stands in the conversation.
import { longDate } from "./dates.js";
import { el, icon, sentence } from "./dom.js";
import { enclosures } from "./enclosures.js";
import { face } from "./face.js";
import { linked } from "./links.js";
import { marked } from "./marks.js";
import { shapeNames } from "./shapes.js";
import { words } from "./words.js";

const WORTH_A_LOOK = ["identity_needed", "ticket_resolved", "ticket_refused"];

const lines = (...texts) => texts.filter(Boolean).map((text) => sentence("p", "", text));

// Over words of the staff: who it was, where that is told, and what they are.
function who(said, { number, by }) {
  if (!by) return el("p", { class: "who aloud" }, icon("person"), sentence("span", "", said.who(number)));
  const about = sentence("small", "", said.about(number));
  return el("p", { class: "who aloud" }, face(by), el("span", {}, el("b", {}, words.signed(by)), " ", about));
}

function staffSaid(said, event, save) {
  const { type, number, text, blocks, files, norm } = event;
  return el(
    "div",
    { class: "turn staff" },
    who(said, event),
    type === "ticket_refused"
      ? el("p", { class: "text aloud" }, ...linked(words.because(text)))
      : marked({ text, blocks }, "text aloud"),
    enclosures(files, (file) => save(number, file)),
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

// What the visitor added to a ticket.
export const added = ({ number, text }) =>
  el("div", { class: "turn mine" }, sentence("p", "who", words.addedTo(number)), el("p", {}, ...linked(text)));

// The turn of an event, or null where this widget does not know its topic. `look` opens the card of the ticket, `save`
// gives a file of it to the visitor; `rating` asks whether they were helped.
export function told(event, { look, save }, rating) {
  const said = words.told[event.type];
  if (!said) return null;
  const turn = said.who ? staffSaid(said, event, save) : note(said, event);
  if (WORTH_A_LOOK.includes(event.type))
    turn.append(el("button", { type: "button", class: "plain", onclick: () => look(event.number) }, words.look));
  if (rating) turn.append(rating);
  return turn;
}

// The same in a sentence to be read out; nothing where the topic is unknown.
export function said(event) {
  const known = words.told[event.type];
  if (!known) return "";
  if (!known.who) return known.note(event);
  return event.by ? `${words.signed(event.by)}. ${known.about(event.number)}` : known.who(event.number);
}
