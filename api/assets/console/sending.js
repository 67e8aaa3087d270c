// A form with words in it is sent once, and only to a server that answers: otherwise the browser would leave the page
// for one of its own, and the words with it.
import { tell } from "./told.js";

const PATIENCE = 5000; // ms
const state = new WeakMap(); // form → "asking", "reached" or "sent"

async function answers() {
  const signal = AbortSignal.timeout(PATIENCE);
  return fetch("/healthz", { cache: "no-store", signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function send(form, submitter) {
  state.set(form, "asking");
  const reached = await answers();
  if (reached) {
    state.set(form, "reached");
    form.requestSubmit(submitter);
  } else tell("unsent");
  if (state.get(form) !== "sent") state.delete(form);
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post" || !form.querySelector("textarea")) return;
  if (state.get(form) === "reached") {
    state.set(form, "sent");
    return;
  }
  event.preventDefault();
  if (!state.has(form)) send(form, submitter);
});
// Who comes back by the history of the browser may send again.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const form of document.forms) state.delete(form);
});
