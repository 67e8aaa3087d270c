/* How far the preparation is, without loading the page again and again; that is left to browsers without scripts. */
const EVERY = 2000;
const bar = document.getElementById("progress");

async function look() {
  let answer;
  try {
    answer = await fetch("/readyz", { headers: { Accept: "application/json" } });
  } catch {
    return; // it is being started again
  }
  const said = await answer.json().catch(() => ({}));
  if (said.type !== "urn:punkt:preparing" || said.phase === "failed") {
    location.reload();
    return;
  }
  bar.value = said.percent;
  document.getElementById("percent").textContent = `${said.percent}\u00a0%`;
  document.title = `Пункт готовится: ${said.percent} %`;
  const phase = said.detail.split(":")[0];
  const label = document.getElementById("phase");
  if (label.textContent !== phase) label.textContent = phase;
}

setInterval(look, EVERY);
