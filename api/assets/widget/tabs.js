// The tabs of one site show the same conversations. Each keeps its own copy and tells the others what is new in it;
// what comes is joined with what is known, so nothing is said twice, in whatever order it arrives.

const NEWEST = 60; // turns of a conversation

export class Tabs {
  #widget;
  #channel; // () → the one that is open, if any is
  #gone = new Set(); // ids of conversations that are forgotten: a tab that slept meanwhile must not bring them back
  #told = false;

  constructor(widget, channel) {
    this.#widget = widget;
    this.#channel = channel;
  }

  // At the end of this task, however much has changed in it.
  tell() {
    if (this.#told) return;
    this.#told = true;
    queueMicrotask(() => {
      this.#told = false;
      const { conversation, turns, last, others, tickets } = this.#widget.memory;
      const talks = [{ conversation, turns, last }, ...others].filter((talk) => talk.conversation);
      if (talks.length) this.#say({ type: "state", talks, tickets });
    });
  }

  // What is on the screen here need not wait in the other tabs.
  seen() {
    this.#say({ type: "seen" });
  }

  // Everything of this visitor, or of the former one.
  forget(ids, account = this.#widget.memory.account) {
    ids.forEach((id) => this.#gone.add(id));
    this.#say({ type: "forget", ids, account });
  }

  async hear({ type, account, ...said }) {
    const { memory } = this.#widget;
    if (account !== memory.account) return;
    if (type === "hello") {
      if (this.#gone.size) this.#say({ type: "forget", ids: [...this.#gone] });
      this.tell();
    } else if (type === "seen") this.#widget.seen();
    else if (type === "forget") await this.#forgotten(said.ids);
    else if (type === "state") await this.#join(said);
  }

  #say(message) {
    this.#channel()?.postMessage({ account: this.#widget.memory.account, ...message });
  }

  async #forgotten(ids) {
    const { memory } = this.#widget;
    ids.forEach((id) => this.#gone.add(id));
    const mine = [memory, ...memory.others].some(({ conversation }) => conversation && this.#gone.has(conversation.id));
    if (!mine) return;
    memory.forget();
    memory.account = this.#widget.account;
    await this.#widget.forgotten();
  }

  async #join({ talks, tickets }) {
    const { memory } = this.#widget;
    const fresh = []; // turns of the conversation that is shown here
    const beside = []; // of the others
    for (const [place, talk] of talks.entries()) {
      const { id } = talk.conversation;
      if (this.#gone.has(id)) continue;
      if (place === 0 && memory.knowsNothing) memory.conversation = talk.conversation;
      const known = [memory, ...memory.others].find(({ conversation }) => conversation?.id === id);
      if (known) {
        const more = joined(known, talk);
        const news = more.filter(({ number, type }) => number && type !== "added");
        if (known !== memory) known.unread = (known.unread ?? 0) + news.length;
        (known === memory ? fresh : beside).push(...more);
      } else memory.others = [...memory.others, talk];
    }
    const numbers = newer(memory, tickets);
    memory.store();
    await this.#widget.heard(fresh, numbers, beside);
  }
}

// Adds to a conversation what it lacks of another copy of it, and gives that.
function joined(talk, { turns, last }) {
  const ids = new Set(talk.turns.map(({ id }) => id));
  const more = turns.filter(({ id }) => !talk.turns.length || (id && !ids.has(id)));
  talk.turns = [...talk.turns, ...more].slice(-NEWEST);
  if (Number(last ?? 0) > Number(talk.last ?? 0)) talk.last = last;
  return more;
}

// The numbers of the tickets of which more is known now.
function newer(memory, tickets) {
  const known = new Map(memory.tickets.map((ticket) => [ticket.number, ticket]));
  const changed = tickets.filter(({ number, at = 0 }) => !known.has(number) || at > (known.get(number).at ?? 0));
  for (const ticket of changed.toReversed()) {
    const mine = known.get(ticket.number);
    if (mine) Object.assign(mine, { email: undefined }, ticket);
    else memory.tickets = [ticket, ...memory.tickets];
  }
  return changed.map(({ number }) => number);
}
