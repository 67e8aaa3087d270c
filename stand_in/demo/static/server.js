// The way to the demo's server: acts there, scenes back.

import { toast } from "./toast.js";

export async function act(name, order = {}) {
  return sent("act", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ act: name, ...order }),
  });
}

export async function sendFiles(files, order) {
  const form = new FormData();
  for (const [key, value] of Object.entries(order)) if (value !== undefined && value !== null) form.set(key, value);
  for (const file of files) form.append("file", file);
  return sent("file", { method: "POST", body: form });
}

export function watch(show) {
  const events = new EventSource("events");
  events.onmessage = (event) => show(JSON.parse(event.data));
  events.onerror = () => toast("Связь со стендом потеряна, пробую снова.");
}

async function sent(address, request) {
  const response = await fetch(address, request);
  if (!response.ok) {
    toast("Не получилось. Подробности в терминале.");
    return null;
  }
  const { answer } = await response.json();
  if (typeof answer === "string") toast(answer);
  return answer;
}
