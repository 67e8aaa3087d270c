// The words of staff with their marks, as the server has read them: this only draws.
import { el } from "./dom.js";
import { link, linked } from "./links.js";

const SAFE = /^(?:https?|mailto):/i;

function span({ text, bold, href, host }) {
  const words = href && SAFE.test(href) ? link(text, { href, host }) : [text];
  return bold ? [el("strong", {}, ...words)] : words;
}

const line = (spans) => spans.flatMap(span);
const lines = (all) => all.flatMap((spans, place) => [place ? "\n" : "", ...line(spans)]);
const points = (all) => all.map((spans) => el("li", {}, ...line(spans)));

const DRAWN = {
  paragraph: (block) => el("p", {}, ...lines(block.lines)),
  quote: (block) => el("blockquote", {}, ...lines(block.lines)),
  list: (block) => el("ul", {}, ...points(block.lines)),
  numbers: (block) => el("ol", { start: block.start ?? 1 }, ...points(block.lines)),
};

// A server of before tells the text alone.
export function marked({ text, blocks }, kind = "text") {
  if (!blocks) return el("p", { class: kind }, ...linked(text));
  const drawn = blocks.map((block) => (DRAWN[block.kind] ?? DRAWN.paragraph)(block));
  return el("div", { class: `${kind} marked` }, ...drawn);
}
