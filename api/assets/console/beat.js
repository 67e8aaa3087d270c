// Tells colleagues that somebody is at this ticket, and whether they are writing.
const EVERY = 10_000; // ms
const WRITES = 12_000; // ms after the last key

export function beat(box, form) {
  let typed = -WRITES;
  let told = "";
  const body = (doing) => new URLSearchParams({ form, doing });
  const tell = () => {
    if (document.hidden) return;
    told = performance.now() - typed < WRITES ? "writing" : "looking";
    fetch(box.dataset.presence, { method: "POST", body: body(told) }).catch(() => {}); // the next one will do
  };
  box.querySelector("#answer-text")?.addEventListener("input", (event) => {
    typed = event.target.value.trim() ? performance.now() : -WRITES;
    if (told !== "writing" && typed > 0) tell();
  });
  addEventListener("pagehide", () => navigator.sendBeacon(box.dataset.presence, body("gone")));
  addEventListener("pageshow", tell);
  setInterval(tell, EVERY);
}
