// The form of a ticket: what, how to reach the person, and a consent of its own.
import { el, icon } from "./dom.js";
import { words } from "./words.js";

const CONTACTS = ["name", "email", "phone"];
let serial = 0;

function field(name, label, control) {
  const id = `${name}-${++serial}`;
  const fault = el("p", { class: "fault", id: `${id}-fault`, role: "alert" });
  control.id = id;
  control.name = name;
  return { control, fault, box: el("div", { class: "field" }, el("label", { for: id }, label), control, fault) };
}

function shapes(proposed) {
  return el(
    "fieldset",
    {},
    el("legend", {}, words.shapeLabel),
    ...Object.entries(words.shapes).map(([shape, [name, hint]]) =>
      el(
        "label",
        { class: "shape" },
        el("input", { type: "radio", name: "request", value: shape, checked: shape === proposed }),
        el("span", {}, el("b", {}, name), el("small", {}, hint)),
      ),
    ),
  );
}

export function ticketForm({ kind, text, request, consent, send, back }) {
  const said = words.forms[kind];
  const fields = {
    text: field("text", said.text, el("textarea", { rows: "4", maxlength: "10000", required: true })),
    name: field("name", words.name, el("input", { type: "text", autocomplete: "name", maxlength: "200" })),
    email: field("email", words.email, el("input", { type: "email", autocomplete: "email", maxlength: "254" })),
    phone: field("phone", words.phone, el("input", { type: "tel", autocomplete: "tel", maxlength: "40" })),
  };
  fields.text.control.value = text;
  const agreed = el("input", {
    type: "checkbox",
    id: `consent-${++serial}`,
    onchange: () => (submit.disabled = !agreed.checked),
  });
  const submit = el("button", { type: "submit", class: "main", disabled: true }, said.submit);
  const fault = el("p", { class: "fault", role: "alert" });

  const form = el(
    "form",
    { class: "ticket", novalidate: true, "aria-label": said.title, onsubmit: onSubmit },
    el("button", { type: "button", class: "back", onclick: back }, icon("back"), words.back),
    el("h3", { tabindex: "-1" }, said.title),
    kind === "deletion" && shapes(request ?? "erase"),
    fields.text.box,
    el(
      "fieldset",
      {},
      el("legend", {}, words.contact),
      el("p", { class: "hint" }, words.optional),
      ...CONTACTS.map((name) => fields[name].box),
    ),
    el("p", { class: "notice" }, words.noScans),
    el(
      "fieldset",
      { class: "consent" },
      el("legend", {}, words.consentLabel),
      el("label", { for: agreed.id }, agreed, el("span", {}, consent)),
    ),
    fault,
    el("div", { class: "submit" }, submit, el("p", { class: "hint" }, words.consentNeeded)),
  );
  return form;

  async function onSubmit(event) {
    event.preventDefault();
    clear();
    submit.disabled = true;
    submit.textContent = words.sending;
    try {
      await send(values());
    } catch (problem) {
      show(problem);
      submit.textContent = said.submit;
      submit.disabled = !agreed.checked;
    }
  }

  function values() {
    const written = CONTACTS.map((name) => [name, fields[name].control.value.trim()]);
    return {
      kind,
      text: fields.text.control.value,
      request: form.querySelector("input[name=request]:checked")?.value,
      contact: Object.fromEntries(written.filter(([, value]) => value)),
      consent: agreed.checked,
    };
  }

  function clear() {
    fault.textContent = "";
    for (const { control, fault: place } of Object.values(fields)) {
      place.textContent = "";
      control.removeAttribute("aria-invalid");
      control.removeAttribute("aria-describedby");
    }
  }

  function show(problem) {
    const faulty = (problem.fields ?? [])
      .map(({ field, message }) => [fields[field.split(".").pop()], message])
      .filter(([known]) => known);
    for (const [{ control, fault: place }, message] of faulty) {
      place.textContent = message;
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", place.id);
    }
    if (faulty.length) faulty[0][0].control.focus();
    else fault.textContent = problem.message;
  }
}
