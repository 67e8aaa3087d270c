// A code that came by mail proves that the address is the visitor's.
import { plainly } from "./client.js";
import { el } from "./dom.js";
import { field } from "./field.js";
import { awaitsCode } from "./tickets.js";
import { words } from "./words.js";

const HOPELESS = ["mail-off", "no-address", "already-proven", "ticket-erased", "not-found"];

// Shows itself as long as a code is worth typing.
export function codeBox(tickets, number) {
  const ticket = () => tickets.find(number);
  const said = words.code;
  const numeric = { type: "text", inputmode: "numeric", autocomplete: "one-time-code", maxlength: "12" };
  const digits = field("code", said.label, el("input", { class: "digits", ...numeric }), said.hint);
  const confirm = el("button", { type: "submit", class: "main" }, said.confirm);
  const typed = el("form", { novalidate: true, onsubmit: prove }, digits.box, confirm);
  const sent = el("p", { class: "sent", role: "status" });
  const why = el("p", { class: "hint" });
  const news = el("p", { class: "hint", role: "status" });
  const again = el("button", { type: "button", class: "plain", onclick: send });
  // Whoever listens is not told of every second.
  const box = el("div", { class: "code" }, sent, why, typed, news, el("div", { "aria-live": "off" }, again));
  let until = 0;
  let timer;
  let busy = false;
  let done = false;
  tickets.addEventListener("change", ({ detail }) => detail === number && show());
  show();
  return box;

  function show() {
    if (done && !box.matches(":focus-within")) box.hidden = true; // it was read
    if (done) return;
    const { email, identity } = ticket();
    const { code } = identity;
    box.hidden = !awaitsCode(ticket());
    sent.textContent = said[code ?? "unsent"](email);
    why.textContent = identity.needed && !identity.proven ? said.needed : said.useful;
    typed.hidden = !code || code === "failed";
    count();
  }

  async function prove(event) {
    event.preventDefault();
    news.textContent = "";
    const code = digits.control.value.replace(/[\s-]/g, "");
    if (!/^\d{6}$/.test(code)) return fault(said.shape);
    confirm.disabled = true;
    try {
      await tickets.prove(number, code);
      end(said.right);
    } catch (problem) {
      const { type, triesLeft } = problem;
      fault(type === "wrong-code" ? said.wrong(triesLeft) : type === "code-ended" ? said.ended : plainly(problem));
      if (type === "code-ended") again.focus();
    }
    confirm.disabled = false;
  }

  function fault(message) {
    digits.say(message);
    digits.control.focus();
    digits.control.select();
  }

  async function send() {
    if (busy || Date.now() < until) return;
    busy = true;
    digits.say();
    try {
      hold(await tickets.sendCode(number));
      news.textContent = said.resent;
      digits.control.value = "";
    } catch (problem) {
      if (HOPELESS.includes(problem.type)) return end(plainly(problem));
      hold(problem.wait ?? 0);
      news.textContent = plainly(problem);
    } finally {
      busy = false;
    }
    if (!typed.hidden) digits.control.focus();
  }

  // Counts down to the moment that the server named.
  function hold(seconds) {
    until = Date.now() + seconds * 1000;
    count();
  }

  function count() {
    clearTimeout(timer);
    const left = Math.ceil((until - Date.now()) / 1000);
    again.setAttribute("aria-disabled", left > 0); // not `disabled`: the focus would be lost
    again.textContent = left > 0 ? said.againIn(left) : ticket().identity.code ? said.again : said.send;
    if (left > 0) timer = setTimeout(count, 1000);
  }

  function end(message) {
    done = true;
    const outcome = el("p", { class: "sent", role: "status", tabindex: "-1" }, message);
    box.replaceChildren(outcome);
    box.hidden = false;
    outcome.focus();
  }
}
