// What survives a reload of this tab. Nothing is written before the visitor has said something.
import { read, write } from "./json.js";

const NAME = "punkt.2"; // what an older widget kept in another shape is left alone
const MOST_TURNS = 60;
const NONE = { conversation: null, turns: [], last: null, document: undefined };
const empty = () => ({ ...NONE, tickets: [], waiting: [], account: null, others: [], form: null, uploads: {} });

export class Memory {
  #onChange = () => {};

  // conversation; document: asked alone; turns; tickets (see `Tickets`); last: id of the last event; waiting: questions that were not sent;
  // account: of the visitor whom the site named; others: conversations beside this one (see `talks.js`);
  // form: of a ticket, as far as it is filled in; uploads: files of a ticket, by its number
  static async restore() {
    const memory = Object.assign(new Memory(), empty());
    try {
      Object.assign(memory, await read(sessionStorage.getItem(NAME) ?? "{}"));
    } catch {
      // Storage is blocked or holds something foreign: begin anew.
    }
    return memory;
  }

  set onChange(handler) {
    this.#onChange = handler;
  }

  get isEmpty() {
    return !this.conversation && !this.turns.length && !this.waiting.length;
  }

  get knowsNothing() {
    return this.isEmpty && !this.others.length;
  }

  // Whether it is new: another tab may have heard the same.
  add(turn) {
    if (this.turns.some(({ id }) => id && id === turn.id)) return false;
    this.turns = [...this.turns, turn].slice(-MOST_TURNS);
    this.save();
    return true;
  }

  // The other tabs hear of it.
  save() {
    this.store();
    this.#onChange();
  }

  store() {
    try {
      sessionStorage.setItem(NAME, write(this));
    } catch {
      // Full or blocked: the conversation goes on in memory.
    }
  }

  // Notes whose conversation it is; whether it was another's, and is forgotten. Who spoke before signing in stays.
  belongsTo(account) {
    const foreign = this.account !== null && this.account !== account;
    if (foreign) this.forget();
    this.account = account;
    if (!this.knowsNothing) this.save();
    return foreign;
  }

  forget() {
    Object.assign(this, empty());
    try {
      sessionStorage.removeItem(NAME);
    } catch {
      // Blocked: then nothing was stored either.
    }
  }
}

// Whose token it is: its `sub`, unchecked, since only the server can check it. null: nobody is signed in.
export function accountOf(token) {
  if (!token) return null;
  try {
    const payload = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
    return String(JSON.parse(payload).sub);
  } catch {
    return token.slice(-16); // nothing that we know; the whole of it is kept nowhere
  }
}
