// The list of keys: a dialog with every key of the page and what it does, and a switch that turns them off.

const OFF = "punkt-keys-off";
const ALWAYS = [
  ["Ctrl+Enter", "Отправить то, что набрано в поле", ".composer"],
  ["?", "Показать клавиши"],
  ["Esc", "Выйти из поля, закрыть окно"],
];
const NAMES = { Enter: "Enter", ArrowDown: "↓", ArrowUp: "↑" };

/** Whether this browser wants no keys. */
export function isOff() {
  return localStorage.getItem(OFF) === "1";
}

/** Open the dialog, made anew: the page may have changed. */
export function showKeys() {
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  dialog.append(heading(), list(), toggle());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function make(name, text, ...children) {
  const element = document.createElement(name);
  element.append(text, ...children);
  return element;
}

function heading() {
  const title = make("h2", "Клавиши");
  title.id = "keys-title";
  const close = make("button", "Закрыть");
  close.className = "plain";
  close.addEventListener("click", () => close.closest("dialog").close());
  const head = make("header", title, close);
  return head;
}

function list() {
  const shown = new Map();
  for (const one of document.querySelectorAll("[data-key]")) {
    const title = one.dataset.keyTitle || one.getAttribute("aria-label") || one.textContent.trim();
    if (title && !shown.has(one.dataset.key)) shown.set(one.dataset.key, title);
  }
  const always = ALWAYS.filter(([, , where = "body"]) => document.querySelector(where));
  const rows = [...shown, ...always].flatMap(([key, title]) => [
    make("dt", make("kbd", NAMES[key] ?? key)),
    make("dd", title),
  ]);
  return make("dl", "", ...rows);
}

function toggle() {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = !isOff();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
  return make("label", box, " Клавиши включены в этом браузере");
}
