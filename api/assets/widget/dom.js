// Elements without markup: data only ever becomes text or an attribute, so no message can become code.

export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child || child === 0));
  return made;
}

// A sentence whose ticket numbers are never broken at a hyphen.
export const sentence = (tag, kind, text) =>
  el(
    tag,
    { class: kind },
    ...text.split(/(П-\d+-\d+)/).map((part, place) => (place % 2 ? el("span", { class: "number" }, part) : part)),
  );

const SHAPES = {
  close: "M5 5l10 10M15 5L5 15",
  send: "M10 16V4M5 9l5-5 5 5",
  person: "M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.400zM4 17c.6-3 3-4.6 6-4.600s5.4 1.6 6 4.6",
  back: "M12.5 4.500L7 10l5.5 5.5",
  forward: "M7.5 4.500L13 10l-5.5 5.5",
  check: "M4.5 10.500l3.7 3.7 7.3-8",
  down: "M5.5 8l4.5 4.500L14.5 8",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", class: `icon icon-${name}`, "aria-hidden": "true" }))
    drawing.setAttribute(key, value);
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", SHAPES[name]);
  drawing.append(line);
  return drawing;
}
