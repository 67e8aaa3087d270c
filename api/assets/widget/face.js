// The picture of a member of the staff: initials in a circle, in the colour that the name has everywhere.
import { el } from "./dom.js";

const TONES = 8; // as in tickets/staff/face.py

export function face(name) {
  const initials = (name.match(/\p{L}+/gu) ?? [name]).slice(0, 2).map((part) => [...part][0]);
  const tone = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % TONES;
  return el("span", { class: `picture-of tone-${tone}`, "aria-hidden": "true" }, initials.join("").toUpperCase());
}
