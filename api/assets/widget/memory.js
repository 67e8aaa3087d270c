// What survives a reload of this tab. Nothing is written before the visitor has said something.

const NAME = "punkt";
const MOST_TURNS = 60;

export class Memory {
  conversation = null;
  turns = [];
  last = null; // id of the last event
  awaited = false; // a ticket is open, so staff may write

  static restore() {
    const memory = new Memory();
    try {
      Object.assign(memory, JSON.parse(sessionStorage.getItem(NAME) ?? "{}"));
    } catch {
      // Storage is blocked or holds something foreign: begin anew.
    }
    return memory;
  }

  add(turn) {
    this.turns = [...this.turns, turn].slice(-MOST_TURNS);
    this.save();
  }

  save() {
    try {
      sessionStorage.setItem(NAME, JSON.stringify(this));
    } catch {
      // Full or blocked: the conversation goes on in memory.
    }
  }
}
