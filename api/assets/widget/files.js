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

// One file, in the place of one that a reload took.
export function choose(onChosen) {
  const input = el("input", { type: "file", accept: ACCEPTED });
  input.addEventListener("change", () => input.files.length && onChosen(input.files[0]));
  input.click();
}

// `chosen` were chosen before; `lost` are names of those that a reload took: a page cannot open them by itself.
// The box has what is chosen now as `files`.
export function fileField(chosen, lost, changed) {
  const said = words.files;
  let files = [...chosen];
  const id = newId("files");
  const hint = el("p", { class: "hint", id: `${id}-hint` }, said.hint);
  const again = el("p", { class: "notice", hidden: true });
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
    ...[choose, input, hint, again, fault, list],
  );
  draw();
  return {
    box,
    get lost() {
      return lost;
    },
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
    const names = files.map(({ name }) => name);
    lost = lost.filter((name) => !names.includes(name));
    input.value = ""; // so that the same file can be chosen again
    fault.textContent = [...new Set(faults)].join(" ");
    draw();
    changed();
  }

  function draw() {
    again.hidden = !lost.length;
    again.textContent = lost.length ? said.lost(lost.join(", ")) : "";
    list.hidden = !files.length;
    list.replaceChildren(
      ...files.map((file) => {
        const onclick = () => {
          files = files.filter((one) => one !== file);
          fault.textContent = "";
          draw();
          changed();
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
