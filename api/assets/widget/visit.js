// A visit: the window, what is asked in it and answered. What tickets need is loaded with the first of them.
import { Client, Problem } from "./client.js";
import { buildPanel } from "./panel.js";
import { Sending } from "./sending.js";
import { sheets } from "./sheets.js";
import * as turns from "./turns.js";
import { learn, speak, words } from "./words.js";

const STYLES = ["window", "talk", "buttons", "turns"];
const OF_TALK = ["said", "reply"]; // turns that need nothing of tickets
const needsTickets = ({ type }) => !OF_TALK.includes(type);
let phone; // what a small screen needs, once there is one

export async function begin(widget) {
  const narrow = widget.isNarrow && onPhone();
  await Promise.all([wear(widget, STYLES), speak(widget.language), narrow]);
  const visit = new Visit(widget);
  await visit.restore();
  return visit;
}

const wear = async ({ base, shadowRoot }, names) => {
  const styles = await sheets(base, names);
  shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, ...styles];
};
const onPhone = async () => (phone ??= await import("./phone.js"));

class Visit {
  #memory;
  #ticketing = null;
  #loading = null;
  #release = null; // undoes what filling the screen did to the page
  #asked = "";
  #sending;
  #unread = 0;
  #back = null; // of the browser, on a phone
  #shown = new Set(); // ids of turns in the window
  #dressed = null; // once there are clauses to show
  #heard = Promise.resolve(); // what other tabs told, in its order

  constructor(widget) {
    this.widget = widget;
    this.view = null; // the window, drawn anew for another language or visitor
    this.#memory = widget.memory;
    this.client = new Client(widget.base);
    this.#build();
    this.#sending = new Sending(this.#memory, {
      send: (question) => this.#ask(question),
      sent: (question, message) => this.#answered(question, message),
      view: () => this.view,
    });
  }

  get isOpen() {
    return !this.view.panel.hidden;
  }

  // `form` is what was being filled in.
  async restore(form = this.#memory.form) {
    const { turns: known, tickets, waiting } = this.#memory;
    if (tickets.length || known.some(needsTickets)) await this.#withTickets();
    await Promise.all(known.map(({ message }) => this.#learn(message)));
    known.forEach((turn) => this.#draw(turn));
    this.#asked = known.findLast(({ type }) => type === "said")?.text ?? "";
    if (this.#memory.isEmpty) this.view.greet();
    this.#ticketing?.resume();
    waiting.forEach((question) => this.#sending.begin(question));
    if (form) await this.openForm(form);
  }

  show() {
    this.seen();
    this.view.panel.hidden = false;
    this.fit();
    this.view.toEnd();
    this.#ticketing?.look();
    if (!this.#memory.knowsNothing) this.widget.withTabs((tabs) => tabs.seen());
    if (this.widget.isNarrow) this.#back?.enter();
  }

  hide() {
    this.view.panel.hidden = true;
    this.fit();
    this.#back?.leave();
  }

  seen() {
    this.#unread = 0;
  }

  focus() {
    this.view.focus();
  }

  // On a phone the window is the screen, and the page behind it holds still.
  fit() {
    this.#release?.();
    this.#release = null;
    const modal = this.isOpen && this.widget.isNarrow;
    if (modal && !phone) return void onPhone().then(() => this.fit());
    if (modal) this.#release = phone.fillScreen(this.view.panel);
    if (modal) this.#back ??= new phone.Back(this.widget);
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
    await this.restore(form);
    if (isOpen) this.show();
  }

  // What is remembered now is another conversation.
  async redraw() {
    const { isOpen } = this;
    this.#build();
    await this.restore();
    if (isOpen) this.show();
  }

  // What another tab knows: turns of this conversation and of those beside it, numbers of tickets.
  hear(heard, numbers, beside) {
    this.#heard = this.#heard.then(async () => {
      if (numbers.length || heard.some(needsTickets)) await this.#withTickets();
      await Promise.all(heard.map(({ message }) => this.#learn(message)));
      for (const turn of heard) {
        this.#sending.settle(turn.id);
        if (turn.type === "said") this.#asked = turn.text;
        if (this.#draw(turn)) this.missed(this.#ticketing?.said(turn));
      }
      this.#ticketing?.learnt(numbers, beside);
      if (this.isOpen && heard.length && !document.hidden) this.widget.withTabs((tabs) => tabs.seen());
    });
    return this.#heard.catch(() => (this.#heard = Promise.resolve()));
  }

  // Somebody else is signed in now.
  async renew() {
    this.#sending.renew();
    this.#ticketing?.stop();
    this.#ticketing = null;
    this.#loading = null;
    await this.redraw();
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

  // Where it is new; another tab may have told it.
  keep(turn) {
    if (!this.#memory.add(turn)) return null;
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
    this.#shown.clear();
    const view = buildPanel({
      ask: (text) => this.ask(text),
      callPerson: () => this.openForm({ kind: "human", requests: [], text: this.#asked }),
      showMine: () => this.showMine(),
      close: () => this.widget.close(),
    });
    view.panel.hidden = hidden;
    view.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.widget.close();
      if (event.key === "Tab" && this.widget.isNarrow) phone?.keepFocus(event, view.panel);
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
    const { chosenLanguage: language, settings } = this.widget;
    const visitor = settings.visitor || undefined;
    const ask = (known) => this.client.ask(text, known, key, { language, visitor, document: this.#memory.document });
    const message = await ask(conversation).catch((problem) => {
      if (problem.type === "unknown-document") {
        delete this.#memory.document;
        return ask(conversation);
      }
      if (!conversation || problem.status !== 404) throw problem;
      this.#memory.conversation = null; // erased meanwhile: what is asked now begins another
      return ask(null);
    });
    await this.#learn(message);
    return message;
  }

  // What a reply needs.
  async #learn(message) {
    if (!message) return;
    this.#dressed ??= wear(this.widget, ["clause"]).catch(() => (this.#dressed = null));
    await Promise.all([learn(message), this.#dressed]);
    if (message.clauses?.some((clause) => clause.title))
      import("./documents.js").then(({ offer }) => offer(this, this.#memory)).catch(() => {});
  }

  #answered({ text, key }, message) {
    this.#memory.conversation = message.conversation;
    this.#shown.add(key);
    this.#memory.add({ type: "said", id: key, text });
    this.keep({ type: "reply", id: message.message, message, asked: text });
    this.view.say(turns.summary(message));
    const clauses = message.clauses.slice(0, message.answered).map(({ number }) => number);
    this.widget.tell("answer", { kind: message.kind, clauses });
  }

  #draw(turn) {
    if (turn.id && this.#shown.has(turn.id)) return null;
    this.#shown.add(turn.id);
    const drawn = this.#drawn(turn);
    return drawn && this.view.add(drawn);
  }

  #drawn(turn) {
    if (turn.type === "said") return turns.said(turn.text);
    if (turn.type !== "reply") return this.#ticketing?.drawn(turn);
    const { message, asked } = turn;
    const { conversation } = this.#memory;
    return turns.reply(message, {
      openForm: (kind) => this.openForm({ ...message, kind, text: asked }),
      rate: (helpful) => this.client.rate(message.message, helpful, conversation),
      why: (clause) => [this.client, message.message, conversation, clause],
      say: (text) => this.view.say(text),
    });
  }
}
