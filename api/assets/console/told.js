// Says when what is shown may be old: a line at the foot of the page, quiet as long as all is well.

const WORDS = {
  unreachable: "Нет связи с сервером. Показано то, что было.",
  ended: "Вход закончился. Набранное на месте: скопируйте его и войдите снова.",
};
const line = document.createElement("p");
line.className = "told";
line.setAttribute("role", "status");
line.hidden = true;
document.body.append(line);

/** @param {"fresh" | "waits" | "unreachable" | "ended"} state */
export function tell(state) {
  const words = WORDS[state] ?? "";
  if (line.dataset.state === "ended" || line.textContent.trim() === words) return;
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
