// Moving through the rows of the queue with keys, ticking them, and leaving a tooltip with Esc.

const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => document.activeElement?.closest("tr")?.querySelector("[data-row]") ?? null;
const ticked = () => document.querySelector(".several input[name=ticket]:checked");

function move(by) {
  const all = rows();
  const at = all.indexOf(current());
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  all[next]?.focus();
  all[next]?.closest("tr").scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const by = event.target.closest?.("[data-move]");
  if (by) move(Number(by.dataset.move));
  if (event.target.closest?.("[data-tick]")) current()?.closest("tr").querySelector("[name=ticket]").click();
  // What is taken without anything ticked is the row that is chosen.
  if (event.target.closest?.(".several [name=step]") && !ticked()) {
    const box = current()?.closest("tr").querySelector("[name=ticket]");
    if (box) box.checked = true;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") current()?.closest("tr").classList.add("quietly");
});
document.addEventListener("focusout", (event) => event.target.closest?.("tr")?.classList.remove("quietly"));
document.querySelector(".filters")?.addEventListener("submit", () => document.querySelector("main").setAttribute("aria-busy", "true"));
addEventListener("pageshow", () => document.querySelector("main").removeAttribute("aria-busy"));
