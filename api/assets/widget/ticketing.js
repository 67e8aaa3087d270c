// What the visitor does with tickets: the forms, the receipt, their own tickets, and what staff say, as it happens.
import { keyRing } from "./client.js";
import { codeBox } from "./code.js";
import { consentForm } from "./consent.js";
import { listen } from "./events.js";
import { ticketForm } from "./form.js";
import { focusCard, mineScreen } from "./mine.js";
import { printOnly } from "./print.js";
import { receipt } from "./receipt.js";
import { sheets } from "./sheets.js";
import { awaitsCode, Tickets } from "./tickets.js";
import { said, told } from "./told.js";
import { added } from "./turns.js";
import { Uploads } from "./uploads.js";
import { speakOfTickets } from "./words.js";

const STYLES = ["told", "form", "consent", "files", "receipt", "card", "print"];

export class Ticketing {
  #visit;
  #memory;
  #tickets;
  #uploads;
  #mine;
  #form = null; // while it is open
  #listening = null;

  static async begin(visit, memory) {
    const { widget } = visit;
    const [styles] = await Promise.all([sheets(widget.base, STYLES), speakOfTickets()]);
    const { shadowRoot } = widget;
    const known = shadowRoot.adoptedStyleSheets;
    if (!visit.ticketStyles) shadowRoot.adoptedStyleSheets = [...known, ...styles];
    visit.ticketStyles = true;
    return new Ticketing(visit, memory);
  }

  constructor(visit, memory) {
    this.#visit = visit;
    this.#memory = memory;
    this.#tickets = new Tickets(visit.client, memory);
    this.#uploads = new Uploads(visit.client);
    this.#tickets.addEventListener("change", () => this.#visit.view.countMine(this.#tickets.all.length));
    this.#build();
  }

  // After a reload: staff may have answered meanwhile.
  resume() {
    if (this.#tickets.all.length) this.#listen();
  }

  // In another language.
  async renew() {
    await speakOfTickets();
    this.#form = null;
    this.#build();
  }

  stop() {
    this.#listening?.abort();
    this.#uploads.stop();
  }

  // The form that is being filled in, as far as it is; null where none is.
  written() {
    return this.#form?.screen.isConnected ? this.#form.written() : null;
  }

  async openForm({ kind, requests, text, contact, files }) {
    const { client, view } = this.#visit;
    const policy = await client.policy();
    const key = keyRing();
    const form = ticketForm({
      ...{ kind, text, requests, contact, files },
      back: () => view.showTalk(),
      next: (ticket) => {
        const whole = { ...ticket, consent: true, visitor: this.#visit.widget.settings.visitor || undefined };
        const send = () => this.#open(whole, policy, key(whole), form);
        view.show(consentForm({ policy, send, back: () => view.show(form.screen) }));
      },
    });
    this.#form = form;
    view.show(form.screen);
  }

  async #open(ticket, { operator }, key, form) {
    const { client, view, widget } = this.#visit;
    try {
      const given = await client.openTicket(ticket, this.#memory.conversation, key);
      this.#memory.conversation = given.conversation;
      const shown = this.#tickets.add(given, ticket.contact.email);
      this.#uploads.add(this.#tickets.find(given.number), form.files);
      this.#form = null;
      view.showTalk();
      this.#visit.keep({ type: "receipt", receipt: { ...shown, operator } }).focus({ preventScroll: true });
      this.#listen();
      widget.tell("ticket", { number: given.number, kind: given.kind });
    } catch (problem) {
      if (!problem.fields?.length) throw problem; // shown where the consent is
      view.show(form.screen);
      form.blame(problem);
    }
  }

  showMine(number) {
    this.#mine.show();
    this.#visit.view.show(this.#mine.screen);
    if (number) focusCard(this.#mine.screen, number);
  }

  drawn(turn) {
    if (turn.type === "added") return added(turn);
    if (turn.type !== "receipt") return told(turn, (number) => this.showMine(number));
    const { number } = turn.receipt;
    const parts = { code: codeBox(this.#tickets, number), files: this.#uploads.box(number), print: printOnly };
    return receipt(turn.receipt, parts);
  }

  #build() {
    const visit = this.#visit;
    this.#mine = mineScreen(this.#tickets, {
      back: () => visit.view.showTalk(),
      onAdded: (number, text) => visit.keep({ type: "added", number, text }),
    });
  }

  #listen() {
    if (this.#listening) return;
    this.#listening = new AbortController();
    const { conversation, last } = this.#memory;
    listen(this.#visit.client, conversation, last, this.#listening.signal, ({ id, topic, data }) => {
      this.#memory.last = id;
      const turn = { type: topic, ...data, mail: awaitsCode(this.#tickets.find(data.number)) };
      this.#visit.keep(turn);
      this.#visit.missed(said(turn));
      this.#tickets.refresh(data.number).catch(() => {}); // the cards are refreshed again when they are looked at
    });
  }
}
