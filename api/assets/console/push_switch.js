// The switch of «Уведомления в этом браузере».
import { able, isMine, subscription, switchOff, switchOn } from "./push.js";

const WORDS = {
  unable: "Этот браузер их не показывает, или сайт открыт не по https. На iPhone сначала добавьте консоль на экран «Домой».",
  denied: "Браузер запрещает уведомления этого сайта. Разрешите их в настройках сайта и откройте страницу заново.",
  failed: "Не получилось: нет связи с сервером уведомлений. Повторите позже.",
};
const card = document.querySelector(".push");
const told = card.querySelector("[data-push-told]");
const all = (name) => [...card.querySelectorAll(`[data-push-${name}]`)];

async function show(reason) {
  const on = able && Notification.permission === "granted" && isMine() && (await subscription()) !== null;
  const state = on ? "on" : "off";
  const fault = reason ?? (able ? Notification.permission === "denied" && "denied" : "unable");
  for (const mark of all("mark")) mark.hidden = mark.dataset.pushMark !== state;
  for (const button of all("switch")) {
    button.hidden = button.dataset.pushSwitch === state || fault === "unable" || fault === "denied";
  }
  told.textContent = WORDS[fault] ?? "";
  told.hidden = !told.textContent;
}

async function press(button) {
  const focused = document.activeElement === button;
  for (const each of all("switch")) each.disabled = true;
  let reason;
  try {
    if (button.dataset.pushSwitch === "off") await switchOff();
    else if ((await Notification.requestPermission()) === "granted") await switchOn();
  } catch {
    reason = "failed";
  }
  for (const each of all("switch")) each.disabled = false;
  await show(reason);
  if (focused) all("switch").find((each) => !each.hidden)?.focus();
}

for (const button of all("switch")) button.addEventListener("click", () => press(button));
show();
