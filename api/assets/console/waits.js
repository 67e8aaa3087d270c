// How long people have waited goes on while the page is open, by the server's clock.

const MINUTE = 60_000;
const drawn = Date.parse(document.querySelector("[data-drawn]")?.dataset.drawn ?? "");
const behind = Number.isNaN(drawn) ? 0 : Date.now() - drawn; // ms of this machine's clock

/** The same words as `how_long` of `console_words.py`. */
export function howLong(ms) {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) return "только что";
  if (hours < 1) return `${minutes} мин`;
  return hours < 48 ? `${hours} ч` : `${Math.floor(hours / 24)} дн.`;
}

setInterval(() => {
  for (const one of document.querySelectorAll("[data-waits]")) {
    const words = howLong(Date.now() - behind - Date.parse(one.dateTime));
    if (one.textContent !== words) one.textContent = words;
  }
}, MINUTE / 2);
