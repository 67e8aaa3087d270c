// Files on their way to a ticket: one after another, each with its progress; what failed can be sent again.
import { newKey, plainly } from "./client.js";
import { el } from "./dom.js";
import { sizeOf } from "./files.js";
import { upload } from "./upload.js";
import { words } from "./words.js";

export class Uploads extends EventTarget {
  #client;
  #tickets = new Map(); // by number
  #files = new Map(); // number → [{file, key, share, sent, fault}]
  #last = Promise.resolve();
  #stopped = new AbortController();

  constructor(client) {
    super();
    this.#client = client;
  }

  add(ticket, files) {
    if (!files.length) return;
    const kept = files.map((file) => ({ file, key: newKey(), share: null, sent: false, fault: "" }));
    this.#files.set(ticket.number, kept);
    kept.forEach((one) => this.#send(ticket, one));
  }

  stop() {
    this.#stopped.abort();
  }

  // The list on the receipt; nothing where there are no files.
  box(number) {
    const files = this.#files.get(number);
    if (!files) return null;
    const said = words.files;
    const news = el("p", { class: "hidden", role: "status" });
    const rows = files.map((one) => this.#row(number, one));
    const told = () => {
      const faulty = files.find(({ fault }) => fault);
      if (faulty) news.textContent = said.failed(faulty.file.name, faulty.fault);
      else if (files.every(({ sent }) => sent)) news.textContent = said.allSent;
    };
    this.addEventListener("change", told);
    return el("div", { class: "uploads" }, el("p", { class: "basis" }, said.title), el("ul", { class: "files" }, ...rows), news);
  }

  #row(number, one) {
    const said = words.files;
    const { file } = one;
    const state = el("span", { class: "hint" });
    const bar = el("progress", { max: "1", "aria-label": file.name });
    const fault = el("p", { class: "fault" });
    const onclick = () => {
      one.fault = "";
      this.#send(this.#tickets.get(number), one);
      this.dispatchEvent(new Event("change"));
      row.focus();
    };
    const again = el("button", { type: "button", class: "link", "aria-label": said.retry(file.name), onclick }, words.retry);
    const row = el(
      "li",
      { tabindex: "-1" },
      el("span", { class: "name" }, file.name),
      state,
      again,
      bar,
      fault,
    );
    const draw = () => {
      const percent = said.share(Math.round((one.share ?? 0) * 100));
      state.textContent = one.sent
        ? `${sizeOf(file.size)} · ${said.sent}`
        : one.fault
          ? sizeOf(file.size)
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

  #send(ticket, one) {
    this.#tickets.set(ticket.number, ticket);
    this.#last = this.#last.then(() => this.#stopped.signal.aborted || this.#now(ticket, one));
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
    } catch (problem) {
      one.fault = plainly(problem);
    }
    changed();
  }
}
