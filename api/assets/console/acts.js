// The button for the decision and the menu of a ticket: one is open at a time, arrows walk through the menu, Esc closes
// it, and so does a press elsewhere unless something is written in it. Without this they open and close by themselves.
const all = [...document.querySelectorAll("details.deeds")];
const ITEMS = ".deeds-card .item, .deeds-card .fold > summary";
const FIELDS = "textarea, select, input:not([type=hidden])";

const itemsOf = (menu) => [...menu.querySelectorAll(ITEMS)];
const isWritten = (menu) =>
  [...menu.querySelectorAll("textarea, input:not([type=hidden])")].some((one) =>
    one.type === "checkbox" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue,
  );

function close(menu, { focus = false } = {}) {
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
}

function walk(menu, event) {
  const items = itemsOf(menu);
  const at = items.indexOf(document.activeElement);
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? items.length - 1 : at - 1,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (to === undefined || !items.length || event.target.matches(FIELDS)) return;
  if (!menu.open && !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  menu.open = true;
  items[(to + items.length) % items.length].focus();
}

for (const menu of all) {
  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    for (const other of all) if (other !== menu) close(other);
    if (menu.matches(".decide")) menu.querySelector(FIELDS)?.focus();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return walk(menu, event);
    if (!menu.open) return;
    event.preventDefault();
    event.stopPropagation();
    close(menu, { focus: true });
  });
  for (const fold of menu.querySelectorAll(".fold")) {
    fold.addEventListener("toggle", () => {
      if (!fold.open) return;
      const byKey = !menu.open;
      menu.open = true;
      for (const other of menu.querySelectorAll(".fold")) if (other !== fold && !isWritten(other)) other.open = false;
      if (byKey) fold.querySelector(FIELDS)?.focus();
      fold.scrollIntoView({ block: "nearest" });
    });
  }
}

document.addEventListener("pointerdown", (event) => {
  for (const menu of all) {
    const outside = !menu.querySelector(".deeds-card").contains(event.target);
    if (menu.open && outside && !event.target.closest("details.deeds > summary") && !isWritten(menu)) close(menu);
  }
});

document.querySelector(".story")?.addEventListener("click", (event) => {
  if (!event.target.closest(".to-reply")) return;
  event.preventDefault();
  document.querySelector(".composer [name=mode][value=answer]")?.click();
  document.querySelector("#answer-text")?.focus();
});
document.querySelector(".heading")?.classList.add("scripted");
