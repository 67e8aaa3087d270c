// What the visitor does with tickets: the forms, the receipt, their own tickets, and what staff say, as it happens.
import { alone } from "./alone.js";
import { newKey } from "./client.js";
import { codeBox } from "./code.js";
import { download } from "./download.js";
import { el } from "./dom.js";
import { glance, listen } from "./events.js";
import { Forms } from "./forms.js";
import { focusCard, mineScreen } from "./mine.js";
import { Others } from "./others.js";
import { printOnly } from "./print.js";
import { ratingBox } from "./rating.js";
import { receipt } from "./receipt.js";
import { sheets } from "./sheets.js";
import { park, ticketsOf, turnTo, unreadIn, unreadMark } from "./talks.js";
import { awaitsCode, Tickets } from "./tickets.js";
import { added, said, told } from "./told.js";
import { Uploads } from "./uploads.js";
import { speakOfTickets, words } from "./words.js";

const STYLES = ["told", "../faces", "form", "consent", "files", "receipt", "card", "rating", "print"];

export class Ticketing {
  #visit;
  #memory;
  #tickets;
  #uploads;
  #mine;
  #forms;
  #listening = null; // to the conversation `to`
  #others;
  #stopped = new AbortController();

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
    this.#uploads = new Uploads(visit.client, memory, (number) => this.#tickets.find(number));
    this.#forms = new Forms(visit, memory, (...ticket) => this.#open(...ticket));
    this.#others = new Others(visit.client, memory, (turn) => {
      this.#aside(turn);
      this.#tickets.refresh(turn.number).catch(() => {});
      this.#count();
    });
    this.#tickets.addEventListener("change", () => this.#count());
    const { signal } = this.#stopped;
    addEventListener("pagehide", () => this.#deaf(), { signal }); // a page that is put aside keeps nothing from the tabs
    addEventListener("pageshow", ({ persisted }) => persisted && this.resume(), { signal });
    this.#build();
  }

  // After a reload or in another conversation: staff may have answered meanwhile.
  resume() {
    this.#listen();
    this.#count();
    this.#others.watch(this.#stopped.signal);
  }

  // The window was opened.
  look() {
    this.#others.look(this.#stopped.signal);
  }

  // Of the tickets with these numbers another tab knows more, and of conversations beside the one that is shown.
  learnt(numbers, turns) {
    this.#tickets.learnt(numbers);
    turns.forEach((turn) => this.#aside(turn));
    this.resume();
  }

  #aside(turn) {
    const { view, isOpen } = this.#visit;
    if (isOpen) view.say(said(turn));
    this.#visit.missed(said(turn));
  }

  said(turn) {
    return said(turn);
  }

  // In another language.
  async renew() {
    await speakOfTickets();
    this.#forms.renew();
    this.#build();
  }

  stop() {
    this.#deaf();
    this.#stopped.abort();
    this.#uploads.stop();
  }

  // The form that is being filled in, as far as it is; null where none is.
  written() {
    return this.#forms.written();
  }

  openForm(form) {
    return this.#forms.open(form);
  }

  async #open(ticket, { operator }, key, files) {
    const { client, view, widget } = this.#visit;
    const given = await client.openTicket(ticket, this.#memory.conversation, key);
    this.#memory.conversation = given.conversation;
    const shown = this.#tickets.add(given, ticket.contact.email);
    this.#uploads.add(given.number, files);
    this.#forms.drop();
    view.showTalk();
    const turn = { type: "receipt", id: given.number, receipt: { ...shown, operator } };
    this.#visit.keep(turn)?.focus({ preventScroll: true });
    this.resume();
    widget.tell("ticket", { number: given.number, kind: given.kind });
  }

  showMine(number) {
    this.#mine.show();
    this.#visit.view.show(this.#mine.screen);
    if (number) focusCard(this.#mine.screen, number);
  }

  get #ways() {
    return {
      look: (number) => this.showMine(number),
      save: (number, file) => {
        const ticket = this.#tickets.find(number);
        return download(this.#visit.client.attachments(ticket), ticket.token, file);
      },
    };
  }

  drawn(turn) {
    if (turn.type === "added") return added(turn);
    if (turn.type !== "receipt") {
      const asks = turn.asks && this.#tickets.find(turn.number);
      return told(turn, this.#ways, asks && ratingBox(this.#tickets, turn.number));
    }
    const { number } = turn.receipt;
    const parts = { code: codeBox(this.#tickets, number), files: this.#uploads.box(number), print: printOnly };
    return receipt(turn.receipt, parts);
  }

  #build() {
    const visit = this.#visit;
    this.#mine = mineScreen(this.#tickets, this.#memory, {
      back: () => visit.view.showTalk(),
      onAdded: (number, text) => this.#added({ type: "added", id: newKey(), number, text }),
      turn: (id) => this.#turn(() => turnTo(this.#memory, id)),
      forget: () => this.#forget(),
    });
  }

  // All that was said here, in every tab.
  async #forget() {
    const memory = this.#memory;
    const { widget } = this.#visit;
    const talks = [memory, ...memory.others].filter(({ conversation }) => conversation);
    await widget.withTabs((tabs) => tabs.forget(talks.map(({ conversation }) => conversation.id)));
    memory.forget();
    memory.account = widget.account;
    await widget.forgotten();
    this.#visit.focus();
  }

  // In the conversation of its ticket.
  #added(turn) {
    const { conversation } = this.#tickets.find(turn.number);
    const other = this.#memory.others.find((talk) => talk.conversation.id === conversation);
    if (!other) return this.#visit.keep(turn);
    other.turns = [...other.turns, turn];
    this.#memory.save();
  }

  // Another conversation, or a new one. A question on its way keeps its own in sight until it has arrived.
  async #turn(change) {
    if (this.#memory.waiting.length) return this.#visit.view.showTalk();
    this.#forms.drop();
    change();
    this.#memory.save();
    await this.#visit.redraw();
    this.#visit.focus();
  }

  // The way to the tickets, how much is unread in conversations beside, and the way to another question.
  #count() {
    const { view } = this.#visit;
    const [mine, ...older] = view.ways.children;
    older.forEach((one) => one.remove());
    view.countMine(this.#tickets.all.length);
    mine.querySelector(".unread")?.remove();
    const unread = unreadIn(this.#memory);
    if (unread) mine.querySelector(".count").after(unreadMark(unread));
    if (!this.#tickets.all.length || this.#memory.isEmpty) return;
    const onclick = () => this.#turn(() => park(this.#memory));
    view.ways.append(el("button", { type: "button", class: "new-talk", onclick }, words.newTalk));
  }

  #deaf() {
    this.#listening?.abort();
    this.#listening = null;
  }

  // By one tab of all that show this conversation; the others are told by it.
  #listen() {
    const memory = this.#memory;
    const { conversation } = memory;
    if (this.#listening?.to === conversation?.id) return;
    this.#deaf();
    if (!conversation || !ticketsOf(memory, memory).length) return;
    this.#listening = Object.assign(new AbortController(), { to: conversation.id });
    const { signal } = this.#listening;
    const { client } = this.#visit;
    let streams = false;
    const hear = (event) => this.#happened(event);
    const stream = () => {
      streams = true;
      return listen(client, conversation, memory.last, signal, hear);
    };
    alone(conversation.id, signal, stream);
    glance(client, memory, signal, () => !streams, hear);
  }

  #happened({ id, topic, data }) {
    this.#memory.last = id;
    const turn = { type: topic, id: `event ${id}`, ...data, mail: awaitsCode(this.#tickets.find(data.number)) };
    if (!this.#visit.keep(turn)) return this.#memory.save();
    this.#visit.missed(said(turn));
    this.#tickets.refresh(data.number).catch(() => {}); // the cards are refreshed again when they are looked at
  }
}
