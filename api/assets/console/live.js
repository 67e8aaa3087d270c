// Brings the parts of a page that are marked `data-live="name"` up to date without a reload.
//
// The server says which tickets have changed; the page fetches its own address again, and the parts are replaced.
// `data-live-of="number"` anywhere on the page: only the news of that ticket matter. A part in which somebody types
// or presses waits until they are done; boxes marked `data-live-keep` and unfolded <details> stay as they are.
import { Connection } from "./connection.js";
import { refresh } from "./refresh.js";
import { tell } from "./told.js";
import { tellWaiting } from "./waiting.js";

const TOGETHER = 250; // ms in which news are gathered
const RETRY = 5000; // ms until a page that could not be fetched is tried again

let planned = 0;
let fetching = false;
let again = false;
let waits = false;

const connection = new Connection({
  onNews: (numbers) => concerns(numbers) && plan(TOGETHER),
  onWaiting: tellWaiting,
  onGap: () => plan(0),
  onEnded: () => tell("ended"),
});

function concerns(numbers) {
  const only = document.querySelector("[data-live-of]");
  return numbers === "*" || !only || numbers.includes(only.dataset.liveOf);
}

function plan(delay) {
  if (document.hidden) return; // who comes back fetches everything
  clearTimeout(planned);
  planned = setTimeout(update, delay);
}

async function update() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  const outcome = await refresh();
  fetching = false;
  tell(outcome);
  if (outcome === "ended") connection.close();
  else if (outcome === "unreachable") plan(RETRY);
  else if (again) plan(TOGETHER);
  again = false;
  waits = outcome === "waits";
}

for (const done of ["focusout", "pointerup", "pointercancel"]) document.addEventListener(done, () => waits && plan(TOGETHER));
addEventListener("online", () => plan(0));
addEventListener("pageshow", (event) => event.persisted && plan(0)); // who comes back by the button of the browser
addEventListener("offline", () => tell("unreachable"));
connection.open();
