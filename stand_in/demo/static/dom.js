// Elements by name, properties and children; text is always text, never markup.

export function el(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else if (value === true) made.setAttribute(key, "");
    else made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const one = (selector, within = document) => within.querySelector(selector);

// New children only when what they show has changed: a focus within is not lost for nothing.
export function refresh(parent, shown, make) {
  const sign = JSON.stringify(shown);
  if (parent.dataset.sign === sign) return;
  parent.dataset.sign = sign;
  parent.replaceChildren(...make());
}
