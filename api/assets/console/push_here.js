// With every page: whoever switched it on in this browser goes on hearing, also after a new sign-in; another does not.
import { able, isMine, registered, subscription, switchOff, switchOn } from "./push.js";

async function settle() {
  const made = await subscription();
  if (!isMine()) {
    if (made) await switchOff();
  } else if (Notification.permission === "granted") await switchOn();
}

/** What is seen here need not be announced any more. */
async function clear() {
  if (document.hidden) return;
  for (const shown of (await (await registered())?.getNotifications()) ?? []) shown.close();
}

if (able) {
  settle().catch(() => {}); // the next page will do
  clear();
  document.addEventListener("visibilitychange", clear);
}
