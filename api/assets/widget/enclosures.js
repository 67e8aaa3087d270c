// Files that came with words of staff: a button for each, which gives it to the browser to keep.
import { plainly } from "./client.js";
import { el } from "./dom.js";
import { sizeOf } from "./files.js";
import { words } from "./words.js";

// `save` fetches one of them. Nothing where there are none.
export function enclosures(files, save) {
  if (!files?.length) return null;
  const fault = el("p", { class: "fault", role: "alert" });
  const take = (file) => {
    fault.textContent = "";
    save(file).catch((problem) => (fault.textContent = plainly(problem)));
  };
  const drawn = files.map((file) => {
    const label = words.download(file.name);
    const properties = { type: "button", class: "plain", "aria-label": label, onclick: () => take(file) };
    return el("li", {}, el("button", properties, file.name), el("small", {}, sizeOf(file.size)));
  });
  return el("div", { class: "enclosures" }, el("ul", {}, ...drawn), fault);
}
