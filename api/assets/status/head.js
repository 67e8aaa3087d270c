// The head of the page: what kind of ticket it is, and where it stands.
import { words } from "../widget/words.js";

const kind = document.querySelector("#kind");
const standing = document.querySelector("#standing");

export function head({ kind: what, status, outcome, events }) {
  const erased = events.some(({ step }) => step === "erase");
  kind.textContent = words.forms[what].title;
  standing.hidden = false;
  standing.dataset.status = erased ? "erased" : status;
  standing.textContent = erased
    ? words.erasedStatus
    : outcome === "retracted"
      ? words.retractedStatus
      : words.statuses[status];
}
