// Small drawings for buttons, in the colour of their text.

const PATHS = {
  attach: "M20 11.5 12.4 19a5 5 0 0 1-7-7l8-8a3.3 3.3 0 0 1 4.7 4.7l-8 8a1.6 1.6 0 0 1-2.3-2.3l7.3-7.3",
  reply: "M9 6 4 11l5 5M4 11h10a6 6 0 0 1 6 6v1",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
};

const FRAME = { viewBox: "0 0 24 24", width: 18, height: 18, "aria-hidden": "true" };
const ROUND = { "stroke-linecap": "round", "stroke-linejoin": "round" };
const PEN = { fill: "none", stroke: "currentColor", "stroke-width": 1.8, ...ROUND };

export function icon(name) {
  const drawing = drawn("svg", FRAME);
  drawing.append(drawn("path", { ...PEN, d: PATHS[name] }));
  return drawing;
}

function drawn(name, given) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
  return made;
}
