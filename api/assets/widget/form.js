// The first step to a ticket: what to do, in whose words, and how to reach the person.
import { el, icon } from "./dom.js";
import { field, newId } from "./field.js";
import { fileField } from "./files.js";
import { words } from "./words.js";

const CONTACTS = ["name", "email", "phone"];
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const EMAIL = /[^\s@]@[^\s@]/; // the server looks closer

function shapes(proposed) {
  const fault = el("p", { class: "fault", id: newId("shapes-fault"), role: "alert" });
  const choices = Object.entries(words.shapes).map(([shape, [name, hint]]) => {
    const box = el("input", {
      type: "checkbox",
      name: "requests",
      value: shape,
      checked: proposed.includes(shape),
      onchange: () => (fault.textContent = ""),
    });
    const mark = proposed.includes(shape) && el("span", { class: "proposed" }, words.proposed);
    return el("label", { class: "shape" }, box, el("span", {}, el("b", {}, name), el("small", {}, hint), mark));
  });
  const properties = { class: "shapes", "aria-describedby": fault.id };
  const legend = el("legend", {}, words.shapeLabel);
  const box = el("fieldset", properties, legend, el("p", { class: "hint" }, words.shapeHint), ...choices, fault);
  return {
    box,
    get chosen() {
      return [...box.querySelectorAll(":checked")].map(({ value }) => value);
    },
    say: (message) => {
      fault.textContent = message;
      box.querySelector("input").focus();
    },
  };
}

// Under which document a claim is made; asked only where that is not clear.
function under(documents, chosen) {
  const fault = el("p", { class: "fault", id: newId("document-fault"), role: "alert" });
  const choices = [...documents, { id: "", title: words.notKnown }].map(({ id, title }) => {
    const onchange = () => (fault.textContent = "");
    const box = el("input", { type: "radio", name: "document", value: id, checked: id === chosen, onchange });
    return el("label", { class: "shape" }, box, el("span", {}, el("b", {}, title)));
  });
  const properties = { class: "shapes", "aria-describedby": fault.id };
  const hint = el("p", { class: "hint" }, words.documentHint);
  const box = el("fieldset", properties, el("legend", {}, words.documentLabel), hint, ...choices, fault);
  return {
    box,
    get chosen() {
      return box.querySelector(":checked")?.value;
    },
    say: () => {
      fault.textContent = words.faults.document;
      box.querySelector("input").focus();
    },
  };
}

// `next` is given the ticket as the API takes it; `blame` shows a problem of the API at the fields it is about;
// `written` is what begins the same form anew, in another language or after a reload; `changed` is told of each change.
export function ticketForm({ kind, text, requests, contact = {}, files = [], lost = [], ...others }) {
  const { documents = [], document, next, back, changed } = others;
  const said = words.forms[kind];
  const fields = {
    text: field("text", said.text, el("textarea", { rows: "4", maxlength: "10000", required: true })),
    name: field("name", words.name, el("input", { type: "text", autocomplete: "name", maxlength: "200" })),
    email: field("email", words.email, el("input", { type: "email", autocomplete: "email", maxlength: "254" })),
    phone: field("phone", words.phone, el("input", { type: "tel", autocomplete: "tel", maxlength: "40" })),
  };
  fields.text.control.value = text;
  for (const name of CONTACTS) fields[name].control.value = contact[name] ?? "";
  const attached = fileField(files, lost, changed);
  const unplaced = el("p", { class: "fault", role: "alert" }); // what is about no field of this form
  const asked = kind === "deletion" ? shapes(requests) : null;
  const about = kind === "claim" && documents.length ? under(documents, document) : null;
  const screen = el(
    "form",
    { class: "screen steps", novalidate: true, "aria-label": said.title, onsubmit, oninput: changed },
    el(
      "div",
      { class: "scrolls" },
      el("button", { type: "button", class: "back", onclick: back }, icon("back"), words.back),
      el("div", {}, el("p", { class: "step" }, words.stepOf(1)), el("h3", { tabindex: "-1" }, said.title)),
      about?.box,
      fields.text.box,
      asked?.box,
      el(
        "fieldset",
        { class: "contact" },
        el("legend", {}, words.contact),
        el("p", { class: "hint" }, words.optional),
        asked && el("p", { class: "hint" }, words.mailHelps),
        ...CONTACTS.map((name) => fields[name].box),
      ),
      attached.box,
      el("p", { class: "notice" }, words.noScans),
    ),
    el("div", { class: "bar" }, unplaced, el("button", { type: "submit", class: "main" }, words.next)),
  );
  return {
    screen,
    blame,
    proceed,
    written() {
      const { files, lost } = attached;
      return { ...values(), requests: asked?.chosen ?? [], files, lost, documents };
    },
    get files() {
      return attached.files;
    },
  };

  function onsubmit(event) {
    event.preventDefault();
    proceed();
  }

  // To the next step, where nothing is missing.
  function proceed() {
    const ticket = values();
    Object.values(fields).forEach((one) => one.say());
    unplaced.textContent = "";
    if (!VISIBLE.test(ticket.text)) fault("text");
    else if (about && about.chosen === undefined) about.say();
    else if (asked && !ticket.requests.length) asked.say(words.faults.requests);
    else if (ticket.contact.email && !EMAIL.test(ticket.contact.email)) fault("email");
    else next(ticket);
  }

  function values() {
    const written = CONTACTS.map((name) => [name, fields[name].control.value.trim()]);
    return {
      kind,
      text: fields.text.control.value,
      requests: asked?.chosen,
      document: about?.chosen,
      contact: Object.fromEntries(written.filter(([, value]) => value)),
    };
  }

  function fault(name, message = words.faults[name]) {
    fields[name].say(message);
    fields[name].control.focus();
  }

  function blame({ message, fields: problems }) {
    const named = problems.map(({ field, reason }) => [field.split(".").pop(), reason]);
    const known = named.filter(([name]) => fields[name]);
    known.reverse().forEach(([name, reason]) => fault(name, words.emailFaults[reason])); // the first keeps the focus
    unplaced.textContent = known.length ? "" : message;
  }
}
