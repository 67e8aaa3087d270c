// Which documents to ask, over the talk: loaded with the first clause that has to say of which it is.
import { el } from "./dom.js";
import { sheets } from "./sheets.js";
import { words } from "./words.js";

const WORDS = {
  ru: { label: "По каким документам отвечать", all: "По всем документам" },
  en: { label: "Documents to answer from", all: "All documents" },
};
const offered = new WeakSet(); // windows

// What is chosen holds for this conversation.
export async function offer({ client, view, widget }, memory) {
  if (offered.has(view)) return;
  offered.add(view);
  try {
    const known = [client.get("documents"), sheets(widget.base, ["documents"])];
    const [{ documents }, styles] = await Promise.all(known);
    widget.shadowRoot.adoptedStyleSheets = [...widget.shadowRoot.adoptedStyleSheets, ...styles];
    if (documents.length > 1) view.ways.before(chooser(documents, memory));
  } catch {
    offered.delete(view); // with the next reply it is tried again
  }
}

function chooser(documents, memory) {
  const { label, all } = WORDS[words.locale];
  const option = (value, title) => el("option", { value, selected: value === (memory.document ?? "") }, title);
  const options = [option("", all), ...documents.map(({ id, title }) => option(id, title))];
  return el("select", { class: "documents", "aria-label": label, onchange }, ...options);

  function onchange({ currentTarget }) {
    memory.document = currentTarget.value || undefined;
    memory.save();
  }
}
