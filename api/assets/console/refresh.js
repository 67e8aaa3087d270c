// Fetches the page's own address again and replaces its live parts, leaving alone what somebody is in the middle of.

// Where a button of the mouse, a finger or a pen is down: what goes away under it would never hear of its click.
let pressed;
addEventListener("pointerdown", ({ target }) => (pressed = target), true);
for (const over of ["pointerup", "pointercancel", "blur"]) addEventListener(over, () => (pressed = undefined));

/** @returns {Promise<"fresh" | "waits" | "unreachable" | "ended">} */
export async function refresh() {
  let page;
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    if (response.redirected && new URL(response.url).pathname.startsWith("/console/sign-in")) return "ended";
    if (!response.ok) return "unreachable";
    // nosemgrep: no-html-from-text - our own page, which a parser neither shows nor runs
    page = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return "unreachable";
  }
  const waiting = [...document.querySelectorAll("[data-live]")].filter((part) => !replace(part, page));
  return waiting.length ? "waits" : "fresh";
}

function replace(part, page) {
  const fresh = page.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
  if (!fresh) return true;
  keep(part, fresh);
  if (part.isEqualNode(fresh)) return true;
  if (isBusy(part)) return false;
  const focused = part.contains(document.activeElement) ? address(document.activeElement) : "";
  const chosen = [...part.querySelectorAll("[data-live-keep]:checked")].map(address);
  part.replaceWith(document.adoptNode(fresh));
  for (const box of chosen) {
    const found = fresh.querySelector(box);
    if (found) found.checked = true;
  }
  if (focused) fresh.querySelector(focused)?.focus({ preventScroll: true });
  fresh.dispatchEvent(new CustomEvent("live:replaced", { bubbles: true }));
  return true;
}

// What is unfolded stays so, and what is folded.
function keep(part, fresh) {
  const told = (one) => one.querySelector("summary")?.textContent;
  const was = new Map([...part.querySelectorAll("details")].map((one) => [told(one), one.open]));
  for (const one of fresh.querySelectorAll("details")) one.open = was.get(told(one)) ?? one.open;
}

function isBusy(part) {
  if (part.contains(pressed) || part.querySelector(":active")) return true; // the latter before this script was there
  const fields = [...part.querySelectorAll("input, textarea, select")].filter((one) => !("liveKeep" in one.dataset));
  return fields.some((one) => one === document.activeElement || isChanged(one));
}

function isChanged(field) {
  if (field.type === "hidden") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement) {
    const first = [...field.options].findIndex((one) => one.defaultSelected);
    return field.selectedIndex !== Math.max(first, 0);
  }
  return field.value !== field.defaultValue;
}

// How the same element is found in the new part.
function address(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const names = ["href", "name", "value", "data-key", "action"].filter((name) => element.hasAttribute(name));
  return element.localName + names.map((name) => `[${name}="${CSS.escape(element.getAttribute(name))}"]`).join("");
}
