// Counts down until a reply leaves; when it should have left, the page is brought up to date.
import { refresh } from "./refresh.js";

const ends = new WeakMap();
const AFTER = 1500; // ms after which a reply that should have left is looked for
let looked = 0;

function tick() {
  let over = false;
  for (const timer of document.querySelectorAll("[data-leaves]")) {
    if (!ends.has(timer)) ends.set(timer, performance.now() + Number(timer.dataset.leaves) * 1000);
    const left = Math.ceil((ends.get(timer) - performance.now()) / 1000);
    const told = left > 0 ? `Отправится через ${left} с` : "Отправляется…";
    if (timer.textContent !== told) timer.textContent = told;
    over ||= performance.now() - ends.get(timer) > AFTER;
  }
  if (over && performance.now() - looked > AFTER && !document.hidden) {
    looked = performance.now();
    refresh();
  }
}

export function countDown() {
  tick();
  setInterval(tick, 250);
}
