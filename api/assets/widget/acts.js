// What the visitor may do with a ticket: buttons, and in their place what a step asks first.
import { plainly, Problem } from "./client.js";
import { el } from "./dom.js";
import { field } from "./field.js";
import { keyRing } from "./key_ring.js";
import { steps } from "./tickets.js";
import { words } from "./words.js";

const LONGEST = "10000";

// Gives two elements: word of what was done, and the buttons. `onAdded` is told what the visitor added.
export function ticketActs(tickets, number, onAdded) {
  const news = el("p", { class: "hint", role: "status", tabindex: "-1" });
  const acts = el("div", { class: "acts", tabindex: "-1" });
  let offered; // the steps whose buttons are shown
  tickets.addEventListener("change", ({ detail }) => detail === number && show());
  show();
  return [news, acts];

  // What is being written is not taken away, and the focus is not lost with a button.
  function show() {
    if (acts.querySelector("form") || offered === String(steps(tickets.find(number)))) return;
    const focused = acts.matches(":focus-within");
    offer();
    if (focused) acts.focus();
  }

  function offer() {
    const names = steps(tickets.find(number));
    offered = String(names);
    acts.replaceChildren(
      ...names.map((name) => {
        const properties = { type: "button", class: "chip", "data-act": name, onclick: () => begin(name) };
        return el("button", properties, words.acts[name].label);
      }),
    );
  }

  function begin(name) {
    const act = words.acts[name];
    news.textContent = "";
    if (act.ask) acts.replaceChildren(asking(name, act));
    else if (act.doubt) acts.replaceChildren(doubting(name, act));
    else take(name).catch((problem) => (news.textContent = plainly(problem)));
    acts.querySelector("textarea, .doubt")?.focus();
  }

  function leave(name) {
    offer();
    (acts.querySelector(`[data-act="${name}"]`) ?? acts).focus();
  }

  function asking(name, act) {
    const text = field("text", act.ask, el("textarea", { rows: "3", maxlength: LONGEST }), act.hint);
    const key = keyRing();
    return little(name, act, text.box, () => {
      const written = text.control.value.trim();
      if (!written) throw new Problem(words.faults.text);
      return name === "reopen" ? [{ reason: written }] : [{ text: written }, key(written)];
    });
  }

  function doubting(name, act) {
    return little(name, act, el("p", { class: "doubt", tabindex: "-1" }, act.doubt), () => []);
  }

  // A form in the place of the buttons; `contents` gives body and key of the step.
  function little(name, act, part, contents) {
    const fault = el("p", { class: "fault", role: "alert" });
    const sure = el("button", { type: "submit", class: "main" }, act.sure);
    const refusal = act.doubt ? words.keepIt : words.cancel;
    const no = el("button", { type: "button", class: "second", onclick: () => leave(name) }, refusal);
    return el("form", { novalidate: true, onsubmit }, part, fault, el("div", { class: "buttons" }, no, sure));

    async function onsubmit(event) {
      event.preventDefault();
      fault.textContent = "";
      sure.disabled = true;
      try {
        await take(name, ...contents());
      } catch (problem) {
        fault.textContent = plainly(problem);
        sure.disabled = false;
        (part.querySelector("textarea") ?? sure).focus();
      }
    }
  }

  async function take(name, body, key) {
    try {
      await tickets.step(number, name, body, key);
    } catch (problem) {
      if (problem.type === "wrong-step") tickets.refresh(number).catch(() => {}); // so that it is seen why
      throw problem;
    }
    if (name === "additions") onAdded(body.text);
    offer();
    news.textContent = words.acts[name].done;
    news.focus();
  }
}
