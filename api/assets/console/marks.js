// Marks around what is chosen in a field: **bold** words, lines that begin with «- » or «> »; pressed again, they go.
const LINES = { list: "- ", quote: "> " };
const STARS = "**";

function put(field, text, start, end, chosen) {
  field.focus();
  field.setSelectionRange(start, end);
  // Only so can the browser undo it; where it cannot, it is done all the same.
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, start, end);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  field.setSelectionRange(...chosen);
}

function bold(field) {
  const { value } = field;
  let { selectionStart: start, selectionEnd: end } = field;
  while (start < end && /\s/.test(value[start])) start += 1;
  while (end > start && /\s/.test(value[end - 1])) end -= 1;
  const words = value.slice(start, end);
  const around = value.slice(start - STARS.length, start) === STARS && value.slice(end, end + STARS.length) === STARS;
  if (around) put(field, words, start - STARS.length, end + STARS.length, [start - STARS.length, end - STARS.length]);
  else put(field, STARS + words + STARS, start, end, [start + STARS.length, end + STARS.length]);
}

function lines(field, mark) {
  const { value, selectionStart, selectionEnd } = field;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", selectionEnd);
  const end = next < 0 ? value.length : next;
  const those = value.slice(start, end).split("\n");
  const all = those.every((line) => line.startsWith(mark));
  const text = those.map((line) => (all ? line.slice(mark.length) : mark + line)).join("\n");
  const after = start + text.length;
  put(field, text, start, end, [those.length > 1 ? start : after, after]);
}

export function markBy(toolbar, field) {
  const mark = (name) => (name === "bold" ? bold(field) : lines(field, LINES[name]));
  toolbar.hidden = false;
  for (const button of toolbar.querySelectorAll("button")) {
    button.addEventListener("click", () => mark(button.dataset.mark));
  }
  field.addEventListener("keydown", (event) => {
    const plain = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!plain || event.code !== "KeyB") return;
    event.preventDefault();
    mark("bold");
  });
}
