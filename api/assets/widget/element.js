// <punkt-widget>: a button in the corner and the window that it opens.
import { Client, newKey } from "./client.js";
import { el } from "./dom.js";
import { listen } from "./events.js";
import { ticketForm } from "./form.js";
import { Memory } from "./memory.js";
import { buildPanel } from "./panel.js";
import * as turns from "./turns.js";
import { words } from "./words.js";

const STYLES = ["tokens.css", ...["base", "window", "turns", "clause", "form"].map((part) => `widget/${part}.css`)];
const WIDE = matchMedia("(min-width: 64rem)");
const STOPS = "a[href], button:not(:disabled), textarea, input, summary, [tabindex='0']"; // of the Tab key
const FULL_SCREEN = matchMedia("(max-width: 30rem)");

export async function mount({ base, open }) {
  const sheets = await Promise.all(STYLES.map((path) => sheet(new URL(`assets/${path}`, base))));
  if (document.readyState === "loading")
    await new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true }));
  const widget = document.createElement("punkt-widget");
  document.body.append(widget);
  widget.start(new Client(base), sheets);
  if (open === "wide" && WIDE.matches) widget.open({ focus: false });
}

async function sheet(address) {
  const response = await fetch(address, { credentials: "omit" });
  return new CSSStyleSheet().replace(await response.text());
}

class PunktWidget extends HTMLElement {
  #client;
  #memory = Memory.restore();
  #view;
  #launcher;
  #listening = null;
  #asked = "";

  start(client, sheets) {
    this.#client = client;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets;
    const state = { "aria-expanded": "false", "aria-controls": "panel" };
    this.#launcher = el(
      "button",
      { type: "button", class: "launcher", ...state, onclick: () => this.open() },
      el("span", { class: "mark", "aria-hidden": "true" }, "§"),
      words.launch,
    );
    this.#view = buildPanel({
      ask: (text) => this.#ask(text),
      callPerson: () => this.#openForm("human"),
      close: () => this.close(),
    });
    root.append(el("div", { class: "root" }, this.#launcher, this.#view.panel));
    this.#view.panel.addEventListener("keydown", (event) => this.#onKey(event));
    this.#memory.turns.forEach((turn) => this.#view.log.append(this.#drawn(turn)));
    if (!this.#memory.turns.length) this.#view.greet();
    if (this.#memory.awaited) this.#listen();
  }

  open({ focus = true } = {}) {
    this.#view.panel.hidden = false;
    this.#launcher.hidden = true;
    this.#launcher.setAttribute("aria-expanded", "true");
    this.#view.panel.toggleAttribute("aria-modal", false);
    if (FULL_SCREEN.matches) this.#view.panel.setAttribute("aria-modal", "true");
    if (focus) this.#view.text.focus();
  }

  close() {
    this.#view.panel.hidden = true;
    this.#launcher.hidden = false;
    this.#launcher.setAttribute("aria-expanded", "false");
    this.#launcher.focus();
  }

  async #ask(text, key = newKey(), shown = this.#view.add(turns.said(text))) {
    this.#asked = text;
    const waiting = this.#view.add(turns.searching());
    try {
      const message = await this.#client.ask(text, this.#memory.conversation, key);
      this.#memory.conversation = message.conversation;
      this.#memory.add({ type: "said", text });
      this.#keep({ type: "reply", message, asked: text });
    } catch (problem) {
      const failure = turns.failed(problem, () => {
        failure.remove();
        this.#ask(text, key, shown);
      });
      this.#view.add(failure);
    } finally {
      waiting.remove();
    }
  }

  async #openForm(kind, request, text = this.#asked) {
    try {
      const { consent } = await this.#client.policy();
      const keys = new Map(); // the same contents sent again is a retry, other contents another request
      const send = async (ticket) => {
        const contents = JSON.stringify(ticket);
        const key = keys.get(contents) ?? keys.set(contents, newKey()).get(contents);
        const receipt = await this.#client.openTicket(ticket, this.#memory.conversation, key);
        this.#memory.conversation = receipt.conversation;
        this.#memory.awaited = true;
        this.#view.showTalk();
        this.#keep({ type: "receipt", receipt });
        this.#listen();
      };
      this.#view.showForm(ticketForm({ kind, text, request, consent, send, back: () => this.#view.showTalk() }));
    } catch (problem) {
      const failure = turns.failed(problem, () => {
        failure.remove();
        this.#openForm(kind, request, text);
      });
      this.#view.add(failure);
    }
  }

  #keep(turn) {
    this.#memory.add(turn);
    this.#view.add(this.#drawn(turn));
  }

  #drawn(turn) {
    switch (turn.type) {
      case "said":
        return turns.said(turn.text);
      case "receipt":
        return turns.receipt(turn.receipt);
      case "staff_answered":
        return turns.staffSaid(turn);
      case "ticket_closed":
        return turns.ticketClosed(turn);
      default:
        return turns.reply(turn.message, {
          openForm: (kind) => this.#openForm(kind, turn.message.request, turn.asked),
          rate: (helpful) => this.#client.rate(turn.message.message, helpful, this.#memory.conversation),
        });
    }
  }

  #listen() {
    if (this.#listening) return;
    this.#listening = new AbortController();
    listen(this.#client, this.#memory.conversation, this.#memory.last, this.#listening.signal, ({ id, topic, data }) => {
      this.#memory.last = id;
      this.#keep({ type: topic, ...data });
    });
  }

  #onKey(event) {
    if (event.key === "Escape") this.close();
    if (event.key !== "Tab" || !FULL_SCREEN.matches) return;
    const stops = [...this.#view.panel.querySelectorAll(STOPS)].filter((stop) => stop.checkVisibility());
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const now = this.shadowRoot.activeElement;
    if (event.shiftKey ? now === first : now === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }
}

customElements.define("punkt-widget", PunktWidget);
