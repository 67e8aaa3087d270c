// The second step to a ticket: the consent, apart from everything else (152-ФЗ ст. 9 ч. 1), never ticked beforehand.
import { plainly } from "./client.js";
import { el } from "./dom.js";
import { newId } from "./field.js";
import { words } from "./words.js";

export function consentForm({ policy, send, back }) {
  const submit = el("button", { type: "submit", class: "main", disabled: true }, words.send);
  const agreed = el("input", {
    type: "checkbox",
    id: newId("consent"),
    onchange: () => (submit.disabled = !agreed.checked),
  });
  const fault = el("p", { class: "fault", role: "alert" });
  const link = { href: policy.page, target: "_blank", rel: "noopener" };
  return el(
    "form",
    { class: "screen steps", novalidate: true, "aria-label": words.consentTitle, onsubmit },
    el(
      "div",
      { class: "scrolls" },
      el("div", {}, el("p", { class: "step" }, words.stepOf(2)), el("h3", { tabindex: "-1" }, words.consentTitle)),
      el(
        "div",
        { class: "consent" },
        el("p", { class: "document" }, policy.consent),
        el("p", { class: "source" }, el("a", link, words.consentPolicy(policy.title, policy.edition.id))),
        el("label", { for: agreed.id }, agreed, words.consentGiven),
      ),
    ),
    el(
      "div",
      { class: "bar" },
      fault,
      el(
        "div",
        { class: "buttons" },
        el("button", { type: "button", class: "second", onclick: back }, words.consentBack),
        submit,
      ),
    ),
  );

  async function onsubmit(event) {
    event.preventDefault();
    fault.textContent = "";
    submit.disabled = true;
    submit.textContent = words.sending;
    try {
      await send();
    } catch (problem) {
      fault.textContent = plainly(problem);
      submit.textContent = words.send;
      submit.disabled = !agreed.checked;
      submit.focus();
    }
  }
}
