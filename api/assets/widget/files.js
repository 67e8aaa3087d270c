// Choosing files for a ticket: up to ten, each with its size; they are sent once the ticket exists.
import { el } from "./dom.js";
import { newId } from "./field.js";
import { words } from "./words.js";

const MOST = 10;
const LARGEST = 20 * 1024 * 1024; // bytes; the server counts again
const ACCEPTED =
  ".jpg,.jpeg,.png,.gif,.webp,.heic,.heif,.tif,.tiff,.pdf,.docx,.xlsx,.pptx,.doc,.xls,.ppt,.odt,.ods,.odp,.rtf,.txt,.md,.csv,.ogg,.oga,.opus,.mp3,.m4a,.wav,.flac,.amr";

export function sizeOf(bytes) {
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "kilobyte"] : [bytes / 1024 ** 2, "megabyte"];
  const style = { style: "unit", unit, maximumFractionDigits: size < 10 ? 1 : 0 };
  return new Intl.NumberFormat(words.locale, style).format(Math.max(size, 0.1));
}

// `chosen` were chosen before. The box has what is chosen now as `files`.
export function fileField(chosen = []) {
  const said = words.files;
  let files = [...chosen];
  const id = newId("files");
  const hint = el("p", { class: "hint", id: `${id}-hint` }, said.hint);
  const fault = el("p", { class: "fault", role: "alert" });
  const list = el("ul", { class: "files" });
  const input = el("input", { type: "file", multiple: true, accept: ACCEPTED, class: "hidden", tabindex: "-1", onchange });
  input.setAttribute("aria-hidden", "true");
  const properties = { type: "button", class: "second", id, "aria-describedby": hint.id };
  const choose = el("button", { ...properties, onclick: () => input.click() }, said.choose);
  const box = el(
    "div",
    { class: "field", role: "group", "aria-labelledby": `${id}-name` },
    el("p", { class: "field-name", id: `${id}-name` }, said.label),
    ...[choose, input, hint, fault, list],
  );
  draw();
  return {
    box,
    get files() {
      return files;
    },
  };

  function onchange() {
    const faults = [];
    for (const file of input.files) {
      if (files.length >= MOST) faults.push(said.tooMany);
      else if (file.size > LARGEST) faults.push(said.tooLarge(file.name));
      else if (!file.size) faults.push(said.empty(file.name));
      else files.push(file);
    }
    input.value = ""; // so that the same file can be chosen again
    fault.textContent = [...new Set(faults)].join(" ");
    draw();
  }

  function draw() {
    list.hidden = !files.length;
    list.replaceChildren(
      ...files.map((file) => {
        const onclick = () => {
          files = files.filter((one) => one !== file);
          fault.textContent = "";
          draw();
          choose.focus();
        };
        const remove = { type: "button", class: "link", "aria-label": said.remove(file.name), onclick };
        return el(
          "li",
          {},
          el("span", { class: "name" }, file.name),
          el("span", { class: "hint" }, sizeOf(file.size)),
          el("button", remove, "✕"),
        );
      }),
    );
  }
}
