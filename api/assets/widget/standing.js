// Where a ticket stands, in a word or two.
import { words } from "./words.js";

export function standing({ status, outcome, erased }) {
  if (erased) return words.erasedStatus;
  return outcome === "retracted" ? words.retractedStatus : words.statuses[status];
}
