// Shows «Есть новое» when the server knocks, also with every page closed. It has no other task: it answers no request
// of a page and keeps nothing, so no page of the console lies in a cache or opens without the server.
const TITLE = "Пункт";
const NEWS = "Есть новое";
const CONSOLE = "/console";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("push", (event) => event.waitUntil(show(said(event))));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open());
});

function said(event) {
  try {
    return event.data?.json().say || NEWS;
  } catch {
    return NEWS; // browsers want every knock to be shown
  }
}

function show(body) {
  return self.registration.showNotification(TITLE, {
    body,
    lang: "ru",
    icon: "/assets/icons/console-192.png",
    badge: "/assets/icons/badge-96.png",
    tag: "punkt", // the next takes the place of this one
    renotify: true,
  });
}

/** A console that is open comes forward; otherwise one is opened, and asks who it is if the session is over. */
async function open() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find(({ url }) => inside(new URL(url).pathname));
  await (page ? page.focus() : self.clients.openWindow(CONSOLE));
}

function inside(path) {
  return path === CONSOLE || path.startsWith(`${CONSOLE}/`);
}
