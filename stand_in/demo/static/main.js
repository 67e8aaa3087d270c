// The page: two sides of one scene, which the server sends whole at every change.

import { one } from "./dom.js";
import { personSide } from "./person.js";
import { act, watch } from "./server.js";
import { staffSide } from "./staff.js";
import { toast } from "./toast.js";

let scene = null;
const sides = [];

watch((next) => {
  const first = scene === null;
  scene = next;
  if (first) sides.push(personSide(() => scene), staffSide(() => scene));
  one("#restart").hidden = !scene.restart;
  for (const render of sides) render();
});

one("#mood").addEventListener("change", (event) => act("mood", { bad: event.target.checked }));
one("#restart").addEventListener("click", async (event) => {
  event.target.disabled = true;
  toast("Бот убит на полуслове и запускается снова: ничего не должно потеряться.");
  await act("restart");
  toast("Бот снова на месте.");
  event.target.disabled = false;
});
