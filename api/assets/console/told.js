// Says when what is shown may be old, in the header, where it lies over nothing; quiet as long as all is well.

const WORDS = {
  unreachable: "Нет связи с сервером. Показано то, что было.",
  unsent: "Не отправлено: сервер не ответил. Набранное на месте, повторите позже.",
  ended: "Вход закончился. Набранное на месте: скопируйте его и войдите снова.",
};
const line = document.createElement("p");
line.className = "told";
line.setAttribute("role", "status");
line.hidden = true;
document.querySelector(".shell .member").before(line);

/** @param {"fresh" | "waits" | "unreachable" | "unsent" | "ended"} state */
export function tell(state) {
  const words = WORDS[state] ?? "";
  if (line.dataset.state === "ended" || line.textContent.trim() === words) return;
  if (line.dataset.state === "unsent" && state !== "ended") return; // words wait here, whatever the connection does
  line.dataset.state = state;
  line.hidden = !words;
  line.replaceChildren(words);
  if (state === "ended") {
    const link = document.createElement("a");
    link.href = "/console/sign-in";
    link.textContent = "Войти";
    line.append(" ", link);
  }
}
