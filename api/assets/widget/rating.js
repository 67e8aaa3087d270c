// «Помогли ли мы?» after the end of a ticket: a tap, then a line of why for who likes to add one; both can be changed.
import { plainly } from "./client.js";
import { el } from "./dom.js";
import { newId } from "./field.js";
import { mayRate } from "./tickets.js";
import { words } from "./words.js";

const LONGEST = "500";

export function ratingBox(tickets, number) {
  const id = newId("rating");
  const news = el("p", { class: "hint", role: "status" });
  const fault = el("p", { class: "fault", role: "alert" });
  const yes = choice(true, words.rating.yes);
  const no = choice(false, words.rating.no);
  const line = el("input", { type: "text", maxlength: LONGEST, id: `${id}-line`, autocomplete: "off" });
  const send = el("button", { type: "submit", class: "second" }, words.rating.send);
  const label = el("label", { for: `${id}-line` }, words.rating.comment);
  const why = el("form", { class: "comment", onsubmit: comment }, label, el("div", { class: "line" }, line, send));
  const asked = el("p", { class: "ask", id }, words.rating.ask);
  const taps = el("div", { class: "taps" }, yes, no);
  const box = el("div", { class: "rating", role: "group", "aria-labelledby": id }, asked, taps, why, news, fault);
  tickets.addEventListener("change", ({ detail }) => detail === number && show());
  show();
  return box;

  function choice(helped, said) {
    return el("button", { type: "button", class: "chip", "aria-pressed": "false", onclick: () => rate(helped) }, said);
  }

  function show() {
    const ticket = tickets.find(number);
    const { rating } = ticket ?? {};
    const may = Boolean(ticket) && mayRate(ticket);
    box.hidden = !may && !rating;
    yes.setAttribute("aria-pressed", String(rating?.helped === true));
    no.setAttribute("aria-pressed", String(rating?.helped === false));
    yes.disabled = no.disabled = !may;
    why.hidden = !rating || !may;
    if (rating?.comment && document.activeElement !== line && !line.value) line.value = rating.comment;
  }

  async function rate(helped, comment) {
    fault.textContent = news.textContent = "";
    try {
      await tickets.step(number, "rating", { helped, comment });
      if (comment) line.value = tickets.find(number).rating.comment ?? ""; // as it is kept
      news.textContent = words.rating.thanks;
    } catch (problem) {
      if (problem.status === 409) tickets.refresh(number).catch(() => {}); // so that it is seen why
      fault.textContent = plainly(problem);
    }
  }

  function comment(event) {
    event.preventDefault();
    const written = line.value.trim();
    const { rating } = tickets.find(number);
    if (written) rate(rating.helped, written);
    else line.focus();
  }
}
