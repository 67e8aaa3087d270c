// The stream of events of the console; where there is none, a beat every now and then takes its place.

const SILENCE = 45_000; // ms without a sign of life after which a stream is taken for dead
const POLL = 20_000; // ms between looks without a stream

export class Connection {
  #heard;
  #stream;
  #timer = 0;
  #over = false;
  #since = document.querySelector("[data-drawn]")?.dataset.drawn ?? "";

  /** @param {{onNews: (numbers: string[] | "*") => void, onWaiting: (pulse: object) => void, onGap: () => void, onEnded: () => void}} heard */
  constructor(heard) {
    this.#heard = heard;
    // A browser opens six connections to a server: pages that nobody sees must not hold them.
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#rest() : this.#wake()));
    addEventListener("online", () => this.#wake());
  }

  open() {
    if (document.hidden || this.#over) return;
    this.#rest();
    // What happens while the page is on its way to the reader is news too; whoever comes back later has looked again.
    this.#stream = new EventSource(`/console/live?since=${encodeURIComponent(this.#since)}`);
    this.#stream.addEventListener("changed", (event) => {
      this.#alive();
      this.#heard.onNews(JSON.parse(event.data));
    });
    this.#stream.addEventListener("waiting", (event) => this.#heard.onWaiting(JSON.parse(event.data)));
    this.#stream.addEventListener("beat", () => this.#alive());
    this.#stream.addEventListener("ended", () => {
      this.close();
      this.#heard.onEnded();
    });
    this.#stream.addEventListener("error", () => {
      if (this.#stream?.readyState === EventSource.CLOSED) this.#poll();
    });
    this.#alive();
  }

  close() {
    this.#over = true;
    this.#rest();
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#stream?.close();
    this.#stream = undefined;
  }

  #wake() {
    if (this.#over) return;
    this.#heard.onGap();
    this.open();
  }

  #alive() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wake(), SILENCE);
  }

  #poll() {
    this.#rest();
    this.#timer = setTimeout(() => this.#wake(), POLL);
  }
}
