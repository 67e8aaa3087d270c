// On a phone the open window is a place in the history of the tab: Back closes it and does not leave the site.
// A site with a router of its own is not disturbed: its state is kept in ours, its address stays, and of our step it hears
// nothing where browsers let us be asked first (Chromium asks in the order of coming), or that it is where it was.
import { write } from "./json.js";

const MARK = "punktWindow"; // in `history.state`
const UNDER = "punktUnder"; // a state that is put away for so long
const plain = (state) => typeof state === "object" && state !== null && !Array.isArray(state);
const markOf = (state) => (plain(state) ? state[MARK] : undefined);
// Turbo draws its page anew at each step to a state that names it, and what was being filled in there would be lost.
const drawsAnew = (state) => plain(state) && "turbo" in state;
const same = (one, other) => write(bare(one)) === write(bare(other));
const bare = (state) => (plain(state) && !Object.keys(state).length ? null : state);
const { pushState, replaceState } = History.prototype; // not what a router has put in their place

function without(state) {
  const { [MARK]: mark, ...rest } = state;
  return rest;
}

export class Back {
  #widget;
  #mark = null; // of our entry
  #below; // the state under it
  #address;
  #isOn = false; // whether we stand on our entry, as far as we know
  #isLeaving = false;
  #dead = new Set(); // marks of entries that the site has gone on from

  constructor(widget) {
    this.#widget = widget;
    addEventListener("popstate", (event) => this.#moved(event), true); // before the site's own
  }

  // The window was opened.
  enter() {
    if (this.#isLeaving) return; // as soon as that step is made
    const { state } = history;
    if (markOf(state)) return this.#stand(state); // after a reload
    const mark = crypto.getRandomValues(new Uint32Array(2)).join("-");
    try {
      const under = drawsAnew(state) ? { [UNDER]: state } : state;
      if (under !== state) replaceState.call(history, under, "");
      pushState.call(history, { ...(plain(under) ? under : {}), [MARK]: mark }, "");
      return this.#stand(history.state, under);
    } catch {
      // A sandbox, or too many steps: then Back leaves.
    }
  }

  // The window was closed by anything but Back: our entry goes, too.
  leave() {
    if (!this.#isOn) return;
    this.#isOn = false;
    if (markOf(history.state) !== this.#mark) return this.#dead.add(this.#mark);
    this.#isLeaving = true;
    history.back();
  }

  #stand(state, below = without(state)) {
    this.#mark = markOf(state);
    this.#below = below;
    this.#address = location.href;
    this.#isOn = true;
  }

  #moved(event) {
    const under = plain(event.state) && event.state[UNDER];
    const mark = markOf(event.state);
    const here = location.href === this.#address;
    if (mark && this.#dead.has(mark)) replaceState.call(history, without(event.state), "");
    else if (mark) {
      if (here && !this.#isOn && mark === this.#mark) event.stopImmediatePropagation();
      this.#stand(event.state, mark === this.#mark ? this.#below : undefined);
      if (this.#widget.isNarrow) this.#widget.open();
    } else {
      if (here && (this.#isOn || this.#isLeaving) && same(event.state, this.#below)) event.stopImmediatePropagation();
      if (under) replaceState.call(history, under, "");
      this.#isOn = false;
      if (!this.#isLeaving) this.#widget.close();
      this.#isLeaving = false;
      if (this.#widget.isOpen && this.#widget.isNarrow) this.enter(); // it was opened again meanwhile
    }
  }
}
