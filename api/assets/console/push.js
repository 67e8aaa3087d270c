// News that knock in this browser with no page open: what the browser holds of it, and telling the server.
//
// The mark in the local storage says which member switched it on here; it is a keyed hash and names nobody.
const WORKER = "/assets/console/worker.js"; // its scope is its own folder: it never stands between a page and the server
const MARK = "punkt-push";
const { push: key, pushOwner: owner, form } = document.querySelector("main").dataset;

export const able =
  isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** What the browser holds now, whoever wished it. */
export async function subscription() {
  return (await registered())?.pushManager.getSubscription() ?? null;
}

export async function registered() {
  return navigator.serviceWorker.getRegistration(WORKER);
}

/** Whether it was this member who switched it on here. */
export function isMine() {
  return localStorage.getItem(MARK) === owner;
}

/** Ask the browser's maker for an address and hand it to the server. Throws where either declines. */
export async function switchOn() {
  const registration = await navigator.serviceWorker.register(WORKER);
  await active(registration);
  const before = await registration.pushManager.getSubscription();
  if (before && !isOurs(before)) await before.unsubscribe();
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  await tell("/console/account/push", {
    endpoint: made.endpoint,
    public: text(made.getKey("p256dh")),
    auth: text(made.getKey("auth")),
  });
  localStorage.setItem(MARK, owner);
}

/** Give the address back, here and on the server. */
export async function switchOff() {
  const made = await subscription();
  localStorage.removeItem(MARK);
  if (!made) return;
  await made.unsubscribe();
  await tell("/console/account/push/off", { endpoint: made.endpoint });
}

async function tell(path, values) {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams({ form, ...values }) });
  if (answer.status !== 204) throw new Error(`the server answered ${answer.status}`);
}

/** A worker that is just being installed cannot be subscribed with yet. */
function active(registration) {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return undefined;
  return new Promise((resolve, reject) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
      else if (worker.state === "redundant") reject(new Error("the worker was not installed"));
    });
  });
}

/** Whether it was made with our present key. */
function isOurs(made) {
  return text(made.options.applicationServerKey) === key;
}

function text(buffer) {
  const letters = btoa(String.fromCharCode(...new Uint8Array(buffer ?? [])));
  return letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytes(letters) {
  return Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}
