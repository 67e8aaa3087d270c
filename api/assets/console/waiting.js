// How many people wait, in the title and the icon of the tab, also while nobody looks at the page.
import { alertOf } from "./alerts.js";

const EVERY = 20_000; // ms between looks of a page that nobody sees, which holds no stream
const MOST = 9; // what the icon can say; one more stands for any number above
const NEWEST = "punkt-newest-words"; // of all pages of this browser, so that one of them tells
const icon = document.querySelector("link[rel=icon]");
const plain = icon?.getAttribute("href") ?? "";
const title = document.title.replace(/^\(\d+\) /, "");

let known = false;
let timer = 0;

/** @param {{number: number, newest: string, opened: boolean}} pulse of the queue, as the server tells it */
export function tellWaiting(pulse) {
  document.title = pulse.number ? `(${pulse.number}) ${title}` : title;
  const wanted = pulse.number ? `/console/badge/${Math.min(pulse.number, MOST + 1)}.svg` : plain;
  if (icon && icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
  const isNews = pulse.newest > (localStorage.getItem(NEWEST) ?? "");
  if (isNews) localStorage.setItem(NEWEST, pulse.newest);
  if (isNews && known) alertOf(pulse.opened);
  known = true; // what was there when the page came is no news
}

async function look() {
  try {
    const response = await fetch("/console/waiting", { cache: "no-store" });
    if (response.redirected) return clearInterval(timer);
    if (response.ok) tellWaiting(await response.json());
  } catch {
    // the next look will do
  }
}

function keepLooking() {
  clearInterval(timer);
  if (document.hidden) timer = setInterval(look, EVERY);
}

document.addEventListener("visibilitychange", keepLooking);
keepLooking();
