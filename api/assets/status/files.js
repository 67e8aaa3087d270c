// A file for the ticket: chosen, sent, and told how far it is.
import { plainly } from "../widget/client.js";
import { el } from "../widget/dom.js";
import { newId } from "../widget/field.js";
import { keyRing } from "../widget/key_ring.js";
import { isOpen } from "../widget/tickets.js";
import { upload } from "../widget/upload.js";
import { words } from "./words.js";

const LARGEST = 20 * 1024 * 1024;

export function filePicker({ tickets, number, refresh }) {
  const id = newId("file");
  const key = keyRing();
  const news = el("p", { class: "hint", role: "status" });
  const fault = el("p", { class: "fault", role: "alert" });
  const input = el("input", { type: "file", id, "aria-describedby": `${id}-hint`, onchange: send });
  const bar = el("progress", { max: 1, value: 0, hidden: true, "aria-label": words.progress });
  const hint = el("p", { class: "hint", id: `${id}-hint` }, words.attachHint);
  const box = el("div", { class: "attach" }, input, el("label", { for: id }, words.attach), hint, bar, news, fault);
  tickets.addEventListener("change", show);
  show();
  return box;

  function show() {
    box.hidden = !isOpen(tickets.find(number));
  }

  async function send() {
    const [file] = input.files;
    news.textContent = fault.textContent = "";
    if (!file) return;
    if (file.size > LARGEST) return refuse(words.tooLarge);
    input.disabled = true;
    bar.hidden = false;
    try {
      const name = key(file.name, file.size, file.lastModified);
      const address = `/api/v1/tickets/${encodeURIComponent(number)}/attachments`;
      await upload(address, tickets.find(number).token, file, name, progress, new AbortController().signal);
      news.textContent = words.attached;
      input.value = "";
      await refresh().catch(() => {}); // it is there, and seen at the next look
    } catch (problem) {
      refuse(plainly(problem));
    } finally {
      input.disabled = false;
      bar.hidden = true;
    }
  }

  function refuse(message) {
    fault.textContent = message;
    news.textContent = "";
    input.value = "";
  }

  function progress(share) {
    bar.value = share;
    news.textContent = words.sending(share);
  }
}
