// A visit: the window, what is asked in it and what is answered. What tickets need is loaded with the first of them.
import { Client, Problem } from "./client.js";
import { buildPanel } from "./panel.js";
import { fillScreen, keepFocus } from "./phone.js";
import { Sending } from "./sending.js";
import { sheets } from "./sheets.js";
import * as turns from "./turns.js";
import { learn, speak, words } from "./words.js";

const STYLES = ["window", "talk", "buttons", "turns", "clause"];
const OF_TALK = ["said", "reply"]; // turns that need nothing of tickets

export async function begin(widget) {
  const [styles] = await Promise.all([sheets(widget.base, STYLES), speak(widget.language)]);
  const { shadowRoot } = widget;
  shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, ...styles];
  const visit = new Visit(widget);
  await visit.restore();
  return visit;
}

class Visit {
  #memory;
  #ticketing = null;
  #loading = null;
  #release = null; // undoes what filling the screen did to the page
  #asked = "";
  #sending;
  #unread = 0;

  constructor(widget) {
    this.widget = widget;
    this.view = null; // the window, drawn anew for another language or visitor
    this.#memory = widget.memory;
    this.client = new Client(widget.base);
    this.#build();
    this.#sending = new Sending(this.#memory, {
      send: (question) => this.#ask(question),
      sent: (question, message) => this.#answered(question.text, message),
      view: () => this.view,
    });
  }

  get isOpen() {
    return !this.view.panel.hidden;
  }

  async restore() {
    const { turns: known, tickets, waiting } = this.#memory;
    if (tickets.length || known.some(({ type }) => !OF_TALK.includes(type))) await this.#withTickets();
    await Promise.all(known.map(({ message }) => learn(message)));
    known.forEach((turn) => this.#draw(turn));
    this.#asked = known.findLast(({ type }) => type === "said")?.text ?? "";
    if (this.#memory.isEmpty) this.view.greet();
    this.#ticketing?.resume();
    waiting.forEach((question) => this.#sending.begin(question));
  }

  show() {
    this.#unread = 0;
    this.view.panel.hidden = false;
    this.fit();
    this.view.toEnd();
  }

  hide() {
    this.view.panel.hidden = true;
    this.fit();
  }

  focus() {
    this.view.focus();
  }

  // On a phone the window is the screen, and the page behind it holds still.
  fit() {
    this.#release?.();
    const modal = this.isOpen && this.widget.isNarrow;
    this.#release = modal ? fillScreen(this.view.panel) : null;
    if (modal) this.view.panel.setAttribute("aria-modal", "true");
    else this.view.panel.removeAttribute("aria-modal");
  }

  // The same window in another language; what was being written stays.
  async speak() {
    await speak(this.widget.language);
    const { isOpen } = this;
    const draft = this.view.draft();
    const form = this.#ticketing?.written();
    this.#sending.redraw();
    this.#build(draft);
    await this.#ticketing?.renew();
    await this.restore();
    if (isOpen) this.show();
    if (form) this.openForm(form);
  }

  // Somebody else is signed in now.
  async renew() {
    this.#sending.renew();
    this.#ticketing?.stop();
    this.#ticketing = null;
    this.#loading = null;
    this.#asked = "";
    const { isOpen } = this;
    this.#build();
    await this.restore();
    if (isOpen) this.show();
  }

  ask(text) {
    this.#asked = text;
    this.view.showTalk();
    this.#sending.add(text);
  }

  // What is asked, then the consent, then the receipt.
  async openForm(form) {
    try {
      await (await this.#withTickets()).openForm(form);
    } catch (problem) {
      this.fail(problem, () => this.openForm(form));
    }
  }

  async showMine(number) {
    try {
      (await this.#withTickets()).showMine(number);
    } catch (problem) {
      this.fail(problem, () => this.showMine(number));
    }
  }

  fail(problem, retry) {
    const failure = turns.failed(problem, () => {
      failure.remove();
      retry();
    });
    this.view.showTalk();
    this.view.add(failure);
  }

  keep(turn) {
    this.#memory.add(turn);
    const drawn = this.#draw(turn);
    if (drawn && this.isOpen) this.view.aloud(drawn);
    return drawn;
  }

  // Something that staff did while nobody looked: counted, and told in a sentence.
  missed(said) {
    if (said && !this.isOpen) this.widget.unread((this.#unread += 1), said);
  }

  #build(draft = "") {
    const hidden = !this.view || this.view.panel.hidden;
    const view = buildPanel({
      ask: (text) => this.ask(text),
      callPerson: () => this.openForm({ kind: "human", requests: [], text: this.#asked }),
      showMine: () => this.showMine(),
      close: () => this.widget.close(),
    });
    view.panel.hidden = hidden;
    view.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.widget.close();
      if (event.key === "Tab" && this.widget.isNarrow) keepFocus(event, view.panel);
    });
    if (this.view) this.view.panel.replaceWith(view.panel);
    else this.widget.root.append(view.panel);
    this.view = view;
    if (draft) view.write(draft);
    view.countMine(this.#memory.tickets.length);
  }

  async #withTickets() {
    this.#loading ??= import("./ticketing.js")
      .then(({ Ticketing }) => Ticketing.begin(this, this.#memory))
      .catch((error) => {
        this.#loading = null;
        throw error instanceof Problem ? error : new Problem(words.offline);
      });
    this.#ticketing = await this.#loading;
    return this.#ticketing;
  }

  async #ask({ text, key }) {
    const { conversation } = this.#memory;
    const ask = (known) => this.client.ask(text, known, key, this.widget.chosenLanguage);
    const message = await ask(conversation).catch((problem) => {
      if (!conversation || problem.status !== 404) throw problem;
      this.#memory.conversation = null; // erased meanwhile: what is asked now begins another
      return ask(null);
    });
    await learn(message);
    return message;
  }

  #answered(text, message) {
    this.#memory.conversation = message.conversation;
    this.#memory.add({ type: "said", text });
    this.keep({ type: "reply", message, asked: text });
    this.view.say(turns.summary(message));
    const clauses = message.clauses.slice(0, message.answered).map(({ number }) => number);
    this.widget.tell("answer", { kind: message.kind, clauses });
  }

  #draw(turn) {
    const drawn = this.#drawn(turn);
    return drawn && this.view.add(drawn);
  }

  #drawn(turn) {
    if (turn.type === "said") return turns.said(turn.text);
    if (turn.type !== "reply") return this.#ticketing?.drawn(turn);
    const { message, asked } = turn;
    const { conversation } = this.#memory;
    return turns.reply(message, {
      openForm: (kind) => this.openForm({ kind, requests: message.requests, text: asked }),
      rate: (helpful) => this.client.rate(message.message, helpful, conversation),
      why: (number) => this.client.why(message.message, number, conversation),
      say: (text) => this.view.say(text),
    });
  }
}
