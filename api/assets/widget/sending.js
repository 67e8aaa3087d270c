// Questions on their way: one after another, kept until they have arrived, and never sent as two.
import { newKey } from "./client.js";
import * as turns from "./turns.js";

const HOPELESS = [404, 413, 422]; // what the server will never take is not kept

export class Sending {
  #memory;
  #send; // (question) → the reply
  #sent; // told of each question with its reply
  #view; // () → the window
  #turns = new Map(); // question → its turn, until it is sent
  #last = Promise.resolve(); // the second question needs the conversation of the first
  #round = 0; // what was sent in an earlier one is not shown to the next visitor

  constructor(memory, { send, sent, view }) {
    this.#memory = memory;
    this.#send = send;
    this.#sent = sent;
    this.#view = view;
    addEventListener("online", () => this.again());
  }

  add(text) {
    const question = { text, key: newKey() };
    this.#memory.waiting = [...this.#memory.waiting, question];
    this.#memory.save();
    this.begin(question);
  }

  // Also for one that was kept over a reload: with its key it cannot be stored twice.
  begin(question) {
    this.#turns.set(question, this.#view().add(turns.said(question.text)));
    this.#queue(question);
  }

  // All that could not be sent before.
  again() {
    for (const [question, turn] of this.#turns) if (turns.isUnsent(turn)) this.#repeat(question);
  }

  // Another tab has sent it.
  settle(key) {
    const [question, turn] = [...this.#turns].find(([one]) => one.key === key) ?? [];
    if (!question) return;
    turn.remove();
    this.#turns.delete(question);
    this.#memory.waiting = this.#memory.waiting.filter((one) => one !== question);
    this.#memory.store();
  }

  // The window was drawn anew.
  redraw() {
    this.#turns.clear();
  }

  // Somebody else asks now.
  renew() {
    this.#round += 1;
    this.#turns.clear();
  }

  #queue(question) {
    const round = this.#round;
    this.#last = this.#last.then(() => round === this.#round && this.#now(question, round));
  }

  async #now(question, round) {
    const turn = this.#turns.get(question);
    if (!turn) return; // it was sent meanwhile
    turns.markSent(turn);
    const waiting = this.#view().add(turns.searching());
    try {
      const message = await this.#send(question);
      if (round !== this.#round) return;
      this.#turns.delete(question);
      this.#memory.waiting = this.#memory.waiting.filter(({ key }) => key !== question.key);
      this.#sent(question, message);
      this.again();
    } catch (problem) {
      if (round === this.#round && this.#turns.get(question) === turn) this.#keep(question, turn, problem);
    } finally {
      waiting.remove();
    }
  }

  #keep(question, turn, problem) {
    if (HOPELESS.includes(problem.status)) {
      this.#turns.delete(question);
      this.#memory.waiting = this.#memory.waiting.filter(({ key }) => key !== question.key);
      this.#memory.save();
      this.#view().add(turns.failed(problem));
    } else turns.markUnsent(turn, problem, () => this.#repeat(question));
  }

  // It is said now, so it stands last.
  #repeat(question) {
    this.#view().add(this.#turns.get(question));
    this.#queue(question);
  }
}
