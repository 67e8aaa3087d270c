// Dates and titles as people read them.
import { write } from "./json.js";
import { words } from "./words.js";

const DATE = { day: "numeric", month: "long", year: "numeric" };
const MOMENT = { ...DATE, hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
const made = new Map(); // formats, by language and shape

function written(iso, shape) {
  const locale = words.locale === "en" ? "en-GB" : words.locale;
  const name = `${locale} ${write(shape)}`;
  const format = made.get(name) ?? made.set(name, new Intl.DateTimeFormat(locale, shape)).get(name);
  const text = format.format(new Date(iso)).replace(/\s?г\./, ""); // «22 ноября 2026», so that it may end a sentence
  return words.locale === "en" ? text : text.replace(/GMT\+(\d+)$/, byMoscow);
}

// In Russia zones are named by Moscow's time, which is three hours before Greenwich: «МСК», «МСК+2».
function byMoscow(_, hours) {
  const before = Number(hours) - 3;
  return before ? `МСК${before > 0 ? "+" : "−"}${Math.abs(before)}` : "МСК";
}

export const longDate = (iso) => written(iso, { ...DATE, timeZone: "UTC" }); // of a date
export const dayOf = (iso) => written(iso, DATE); // of a moment, in the visitor's zone
export const longMoment = (iso) => written(iso, MOMENT);

// Section titles are printed in capitals; among other words they read better without.
const calm = (title) =>
  title === title.toUpperCase() ? title.toLowerCase().replace(/\p{L}/u, (letter) => letter.toUpperCase()) : title;

export function calmPath(path) {
  const parts = path.split(" → ").map(calm);
  return (parts.length > 1 ? parts.slice(0, -1) : parts).join(" → ");
}
