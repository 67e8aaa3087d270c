// A labelled control with a place for what is wrong with it.
import { el } from "./dom.js";

let serial = 0;
export const newId = (name) => `${name}-${++serial}`;

export function field(name, label, control, hint) {
  const id = newId(name);
  const help = hint && el("p", { class: "hint", id: `${id}-hint` }, hint);
  const fault = el("p", { class: "fault", id: `${id}-fault`, role: "alert" });
  control.id = id;
  control.name = name;
  describe();
  const box = el("div", { class: "field" }, el("label", { for: id }, label), control, help, fault);
  return { control, box, say };

  // Says what is wrong; without words nothing is.
  function say(message = "") {
    fault.textContent = message;
    control.removeAttribute("aria-invalid");
    if (message) control.setAttribute("aria-invalid", "true");
    describe();
  }

  function describe() {
    const ids = [help, fault.textContent && fault].filter(Boolean).map((one) => one.id);
    if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
    else control.removeAttribute("aria-describedby");
  }
}
