// The form of a ticket and the consent after it, kept over a reload as far as they are filled in. The consent never is.
import { consentForm } from "./consent.js";
import { ticketForm } from "./form.js";
import { write } from "./json.js";
import { keyRing } from "./key_ring.js";

export class Forms {
  #visit;
  #memory;
  #send; // (ticket, policy, key, files)
  #form = null; // while it is open
  #step = 1; // of two
  #screen = null; // that shows it
  #sent; // what was sent without an answer, and its key

  constructor(visit, memory, send) {
    this.#visit = visit;
    this.#memory = memory;
    this.#send = send;
  }

  // As far as it is filled in; null where none is in sight.
  written() {
    return this.#screen?.isConnected ? { ...this.#form.written(), step: this.#step } : null;
  }

  // In another language it is opened anew.
  renew() {
    this.#form = this.#screen = null;
  }

  // `step`, `lost` and `sent` are of a form that was kept over a reload.
  async open({ step, sent, ...begun }) {
    const { view } = this.#visit;
    let about = this.#answering();
    const known = await this.#policy(about).catch((problem) => {
      if (!about || problem.status !== 404) throw problem;
      return this.#policy((about = undefined)); // gone since it answered
    });
    const keys = keyRing(sent);
    const form = ticketForm({
      ...begun,
      changed: () => this.#keep(),
      back: () => {
        this.drop();
        view.showTalk();
      },
      next: async ({ document = about, ...asked }) => {
        try {
          const policy = document === about ? known : await this.#policy(document);
          const ticket = { ...asked, document }; // the consent is to its words
          const send = () => this.#leave(ticket, policy, keys(ticket));
          this.#show(2, consentForm({ policy, send, back: () => this.#show(1, form.screen) }));
        } catch (problem) {
          form.blame(problem);
        }
      },
    });
    this.#form = form;
    this.#sent = sent;
    this.#show(1, form.screen);
    if (step === 2) form.proceed();
  }

  drop() {
    this.renew();
    if (!this.#memory.form) return;
    this.#memory.form = null;
    this.#memory.store();
  }

  // The document that answered last, where there are several.
  #answering() {
    const { clauses: [clause] = [] } = this.#memory.turns.findLast(({ message }) => message?.answered)?.message ?? {};
    return clause?.title ? clause.document : undefined;
  }

  // With the words of the consent, and where it can be read.
  async #policy(document) {
    const { client } = this.#visit;
    const path = document ? `documents/${encodeURIComponent(document)}` : "policy";
    return { ...(await client.get(path)), page: new URL(path, client.base).href };
  }

  // The key is kept, too: sent again after a reload it is the same ticket.
  async #leave(ticket, policy, key) {
    const form = this.#form;
    this.#sent = [write([ticket]), key];
    this.#keep();
    const visitor = this.#visit.widget.settings.visitor || undefined;
    try {
      await this.#send({ ...ticket, consent: true, visitor }, policy, key, form.files);
    } catch (problem) {
      if (!problem.fields?.length) throw problem; // shown where the consent is
      this.#show(1, form.screen);
      form.blame(problem);
    }
  }

  // Before anything was said or typed nothing is kept.
  #show(step, screen) {
    this.#step = step;
    this.#screen = screen;
    if (!this.#memory.knowsNothing || this.#memory.form) this.#keep();
    this.#visit.view.show(screen);
  }

  // Files stay behind: of them only the names are kept, so that they can be asked for again.
  #keep() {
    if (!this.#form) return;
    const { files, lost, ...written } = this.#form.written();
    const names = new Set([...lost, ...files.map(({ name }) => name)]);
    this.#memory.form = { ...written, lost: [...names], step: this.#step, sent: this.#sent };
    this.#memory.store();
  }
}
