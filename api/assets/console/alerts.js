// A soft sound and a notification when somebody waits anew, where this browser has agreed to them. Neither tells of whom.

const ON = "punkt-alerts";
const WORDS = { ticket: "Есть новое обращение", message: "Есть новое сообщение" };
const TOLD = {
  on: "Включено: звук и уведомления, пока открыта консоль.",
  sound: "Включён звук. Уведомления этот браузер не разрешает.",
  asked: "Звук включён. Разрешите уведомления, если браузер спросит.",
  off: "Выключено.",
};
const NOTES = [660, 880]; // Hz
const LASTS = 0.18; // s of each note
const LOUD = 0.05;

const isOn = () => localStorage.getItem(ON) === "1";
const canNotify = () => "Notification" in window && Notification.permission === "granted";

/** @param {boolean} opened a ticket was opened; otherwise somebody has written */
export function alertOf(opened) {
  if (!isOn()) return;
  chime();
  if (!canNotify() || document.hasFocus()) return;
  const note = new Notification("Пункт", { body: opened ? WORDS.ticket : WORDS.message, tag: "punkt" });
  note.addEventListener("click", () => {
    window.focus();
    note.close();
  });
}

function chime() {
  const audio = new AudioContext();
  const gain = new GainNode(audio, { gain: 0 });
  gain.connect(audio.destination);
  const last = NOTES.map((frequency, place) => {
    const begins = audio.currentTime + place * LASTS;
    gain.gain.setTargetAtTime(LOUD, begins, 0.01);
    gain.gain.setTargetAtTime(0, begins + LASTS / 2, 0.04);
    const note = new OscillatorNode(audio, { frequency });
    note.connect(gain);
    note.start(begins);
    note.stop(begins + 2 * LASTS);
    return note;
  }).at(-1);
  last.addEventListener("ended", () => audio.close());
}

async function turn(button) {
  const on = !isOn();
  localStorage.setItem(ON, on ? "1" : "0");
  button.setAttribute("aria-checked", String(on));
  const told = document.querySelector("[data-alerts-told]");
  told.textContent = TOLD.off;
  if (!on) return;
  chime();
  told.textContent = TOLD.asked;
  if ("Notification" in window && Notification.permission === "default") await Notification.requestPermission();
  told.textContent = canNotify() ? TOLD.on : TOLD.sound;
}

for (const button of document.querySelectorAll("[data-alerts]")) {
  button.hidden = false;
  button.setAttribute("aria-checked", String(isOn()));
  button.addEventListener("click", () => turn(button));
}
