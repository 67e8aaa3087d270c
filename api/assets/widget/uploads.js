// Files on their way to a ticket: one after another, each with its progress; what failed can be sent again. Over a reload
// it is remembered which have arrived; of the others only the name is, and they are chosen once more.
import { newKey, plainly } from "./client.js";
import { el } from "./dom.js";
import { choose, sizeOf } from "./files.js";
import { upload } from "./upload.js";
import { words } from "./words.js";

export class Uploads extends EventTarget {
  #client;
  #memory;
  #find; // (number) → the ticket
  #files = new Map(); // number → [{file, name, size, key, share, sent, fault}]
  #last = Promise.resolve();
  #stopped = new AbortController();

  constructor(client, memory, find) {
    super();
    this.#client = client;
    this.#memory = memory;
    this.#find = find;
  }

  add(number, files) {
    if (!files.length) return;
    const begun = { share: null, sent: false, fault: "" };
    const kept = files.map((file) => ({ ...begun, file, name: file.name, size: file.size, key: newKey() }));
    this.#files.set(number, kept);
    this.#note(number);
    kept.forEach((one) => this.#send(number, one));
  }

  stop() {
    this.#stopped.abort();
  }

  // The list on the receipt; nothing where there are no files.
  box(number) {
    const files = this.#known(number);
    if (!files) return null;
    const said = words.files;
    const news = el("p", { class: "hidden", role: "status" });
    const rows = files.map((one) => this.#row(number, one));
    const told = () => {
      const faulty = files.find(({ fault }) => fault);
      if (faulty) news.textContent = said.failed(faulty.name, faulty.fault);
      else if (files.every(({ sent }) => sent)) news.textContent = said.allSent;
    };
    this.addEventListener("change", told);
    return el("div", { class: "uploads" }, el("p", { class: "basis" }, said.title), el("ul", { class: "files" }, ...rows), news);
  }

  // Of this page, or of the one before its reload.
  #known(number) {
    const before = this.#memory.uploads?.[number];
    if (!this.#files.has(number) && before) {
      const left = ({ sent }) => (sent ? "" : words.files.interrupted);
      this.#files.set(number, before.map((one) => ({ ...one, file: null, share: null, fault: left(one) })));
    }
    return this.#files.get(number);
  }

  #note(number) {
    const kept = this.#files.get(number).map(({ name, size, key, sent }) => ({ name, size, key, sent }));
    this.#memory.uploads = { ...this.#memory.uploads, [number]: kept };
    this.#memory.store();
  }

  #row(number, one) {
    const said = words.files;
    const { name } = one;
    const state = el("span", { class: "hint" });
    const bar = el("progress", { max: "1", "aria-label": name });
    const fault = el("p", { class: "fault" });
    const send = () => {
      one.fault = "";
      this.#send(number, one);
      this.dispatchEvent(new Event("change"));
      row.focus();
    };
    const chosen = (file) => {
      if (file.name !== one.name || file.size !== one.size) one.key = newKey(); // another one
      Object.assign(one, { file, name: file.name, size: file.size });
      send();
    };
    const onclick = () => (one.file ? send() : choose(chosen));
    const again = el("button", { type: "button", class: "link", "aria-label": said.retry(name), onclick }, words.retry);
    const called = el("span", { class: "name" }, name);
    const row = el(
      "li",
      { tabindex: "-1" },
      called,
      state,
      again,
      bar,
      fault,
    );
    const draw = () => {
      const percent = said.share(Math.round((one.share ?? 0) * 100));
      called.textContent = one.name;
      state.textContent = one.sent
        ? `${sizeOf(one.size)} · ${said.sent}`
        : one.fault
          ? sizeOf(one.size)
          : one.share === null
            ? said.waiting
            : percent;
      bar.hidden = one.sent || Boolean(one.fault) || one.share === null;
      bar.value = one.share ?? 0;
      fault.textContent = one.fault;
      again.hidden = !one.fault;
      row.dataset.state = one.sent ? "sent" : one.fault ? "failed" : "sending";
    };
    this.addEventListener("change", draw);
    draw();
    return row;
  }

  #send(number, one) {
    this.#last = this.#last.then(() => this.#stopped.signal.aborted || this.#now(this.#find(number), one));
  }

  async #now(ticket, one) {
    const changed = () => this.dispatchEvent(new Event("change"));
    const progress = (share) => {
      one.share = share;
      changed();
    };
    progress(0);
    try {
      const address = this.#client.attachments(ticket);
      await upload(address, ticket.token, one.file, one.key, progress, this.#stopped.signal);
      one.sent = true;
      this.#note(ticket.number);
    } catch (problem) {
      one.fault = plainly(problem);
    }
    changed();
  }
}
