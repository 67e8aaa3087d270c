// «Мои обращения»: the visitor's conversations, and the cards of all tickets that they opened here, the newest first.
import { ticketCard } from "./card.js";
import { plainly } from "./client.js";
import { el, icon } from "./dom.js";
import { forgetting, talkList } from "./talks.js";
import { words } from "./words.js";

export function mineScreen(tickets, memory, { back, onAdded, turn, forget }) {
  const cards = new Map(); // by number
  const list = el("div", { class: "cards" });
  const fault = el("p", { class: "fault", role: "alert" });
  const talks = el("div", {});
  const screen = el(
    "section",
    { class: "screen", "aria-label": words.mine },
    el("button", { type: "button", class: "back", onclick: back }, icon("back"), words.back),
    el("div", {}, el("h3", { tabindex: "-1" }, words.mine), el("p", { class: "hint" }, words.mineHint)),
    fault,
    talks,
    list,
    forgetting(forget),
  );
  return { screen, show };

  function added(number) {
    const card = ticketCard(tickets, number, (text) => onAdded(number, text));
    cards.set(number, card);
    return card;
  }

  // Makes the screen ready to be seen; what is new is fetched meanwhile.
  function show() {
    talks.replaceChildren(...[talkList(memory, { toTalk: back, turn })].filter(Boolean));
    list.replaceChildren(...tickets.all.map(({ number }) => cards.get(number) ?? added(number)));
    fault.textContent = "";
    Promise.all(tickets.all.map(({ number }) => tickets.refresh(number))).catch(
      (problem) => (fault.textContent = plainly(problem)),
    );
  }
}

export const focusCard = (screen, number) =>
  [...screen.querySelectorAll("h4")].find((heading) => heading.textContent === number)?.focus();
