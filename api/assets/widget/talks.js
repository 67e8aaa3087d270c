// The visitor's conversations: one is shown, the others stand beside it until they are turned to.
import { el } from "./dom.js";
import { standing } from "./standing.js";
import { words } from "./words.js";

const MOST = 20;

// The shown conversation is put beside; what is asked next begins another.
export function park(memory) {
  const { conversation, turns, last } = memory;
  if (conversation) memory.others = [{ conversation, turns, last, unread: 0 }, ...memory.others].slice(0, MOST);
  Object.assign(memory, { conversation: null, turns: [], last: null, form: null });
}

export function turnTo(memory, id) {
  const chosen = memory.others.find(({ conversation }) => conversation.id === id);
  memory.others = memory.others.filter((talk) => talk !== chosen);
  park(memory);
  const { conversation, turns, last } = chosen;
  Object.assign(memory, { conversation, turns, last });
}

// Those of one conversation; a ticket of an older widget does not say which, and is of the one that was shown then.
export const ticketsOf = ({ tickets, conversation: shown }, { conversation }) =>
  tickets.filter((ticket) => (ticket.conversation ?? shown?.id) === conversation?.id);

export const unreadIn = ({ others }) => others.reduce((sum, { unread = 0 }) => sum + unread, 0);

export const unreadMark = (count) => el("span", { class: "unread" }, words.unread(count));

// A list to choose from; nothing where there is only one.
export function talkList(memory, { toTalk, turn }) {
  if (!memory.others.length) return null;
  const row = (talk) => {
    const { conversation, turns, unread } = talk;
    const shown = talk === memory;
    const first = turns.find(({ type }) => type === "said")?.text ?? words.newTalk;
    const tickets = ticketsOf(memory, talk).map((ticket) => `${ticket.number}: ${standing(ticket)}`);
    const state = shown ? [words.shownTalk, ...tickets] : tickets;
    const onclick = () => (shown ? toTalk() : turn(conversation.id));
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "talk-link", "aria-current": shown && "true", onclick },
        el("span", { class: "first" }, first),
        el("span", { class: "basis" }, state.join(" · ") || words.noTicket),
        unread > 0 && unreadMark(unread),
      ),
    );
  };
  return el("ul", { class: "talks", "aria-label": words.talks }, row(memory), ...memory.others.map(row));
}

// «Забыть», asked once more before it is done.
export function forgetting(forget) {
  const area = el("div", { class: "forgetting" });
  const ask = () => {
    const doubt = el("p", { class: "doubt", tabindex: "-1" }, words.forgetDoubt);
    const no = el("button", { type: "button", class: "second", onclick: () => offer().focus() }, words.keepIt);
    const yes = el("button", { type: "button", class: "main", onclick: forget }, words.forgetSure);
    area.replaceChildren(doubt, el("div", { class: "buttons" }, no, yes));
    doubt.focus();
  };
  const offer = () => {
    const button = el("button", { type: "button", class: "plain", onclick: ask }, words.forget);
    area.replaceChildren(button);
    return button;
  };
  offer();
  return area;
}
