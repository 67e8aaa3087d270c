// What staff say in the conversations that are not shown: asked for now and then, one after another, by one tab of all.
// A stream for each would take the few that one address may have.
import { isGone, pause } from "./events.js";
import { alone } from "./alone.js";
import { ticketsOf } from "./talks.js";
import { isOpen } from "./tickets.js";

const EVERY = 20_000;
const HIDDEN = 60_000;

export class Others {
  #client;
  #memory;
  #told; // of each event that is new
  #running = false;

  constructor(client, memory, told) {
    this.#client = client;
    this.#memory = memory;
    this.#told = told;
  }

  get #waiting() {
    return this.#memory.others.filter((talk) => !talk.gone && ticketsOf(this.#memory, talk).some(isOpen));
  }

  // As long as there are any with a ticket that runs.
  async watch(signal) {
    if (this.#running || !this.#waiting.length) return;
    this.#running = true;
    await alone(`others ${this.#memory.account ?? ""}`, signal, async () => {
      while (!signal.aborted && this.#waiting.length) {
        await this.look(signal);
        await pause(document.hidden ? HIDDEN : EVERY, signal);
      }
    });
    this.#running = false;
  }

  async look(signal) {
    for (const talk of this.#waiting) await this.#ask(talk, signal).catch(() => {}); // offline: the next time
  }

  async #ask(talk, signal) {
    const response = await this.#client.newEvents(talk.conversation, talk.last, signal);
    if (isGone(response)) talk.gone = true;
    if (!response.ok) return;
    const { events, last } = await response.json();
    const known = new Set(talk.turns.map(({ id }) => id));
    const turns = events
      .map(({ id, topic, data }) => ({ id: `event ${id}`, type: topic, ...data }))
      .filter(({ id }) => !known.has(id));
    talk.last = last;
    if (!turns.length || !this.#memory.others.includes(talk)) return;
    talk.turns = [...talk.turns, ...turns];
    talk.unread = (talk.unread ?? 0) + turns.length;
    this.#memory.save();
    turns.forEach((turn) => this.#told(turn));
  }
}
