// The tickets that were opened in this tab: what is known of each, and the visitor's steps with them.
// A "change" event with the number as its detail tells that something is known anew.

const OPEN = ["new", "checking", "taken", "waiting"];
const [FIRST_LOOK, LAST_LOOK] = [1000, 30_000]; // ms between looks after a letter
const DECIDED = ["resolved", "refused"];

export const isOpen = ({ status }) => OPEN.includes(status);

// Nobody knows yet what is asked: staff make it clear first.
export const isUnclear = ({ clocks }) => clocks.some(({ period, met }) => period === "unclear" && !met);

// Whether a code from a letter is worth typing: `email` is kept only until it is proven.
export const awaitsCode = (ticket) =>
  Boolean(ticket?.email) && isOpen(ticket) && (ticket.identity.code || (ticket.identity.needed && !ticket.identity.proven));

// The steps that the visitor may take now, by the names of the API.
export function steps(ticket) {
  if (ticket.erased) return [];
  const own = isOpen(ticket)
    ? ["additions", "retract"]
    : DECIDED.includes(ticket.status)
      ? ["close", "reopen"]
      : ticket.status === "closed"
        ? ["reopen"]
        : [];
  return ticket.withdrawn ? own : [...own, "consent/withdraw"];
}

// Whether the person may say, or say anew, that they were helped.
export const mayRate = ({ status, outcome, erased, rating }) =>
  !erased &&
  [...DECIDED, "closed"].includes(status) &&
  outcome !== "retracted" &&
  (!rating || Date.parse(rating.changeable_until) > Date.now());

// Of what the API tells, without the words that the conversation shows anyway.
function facts({ token, conversation, code_sent, due, request, events = [], answers, additions, text, attachments, ...known }) {
  const took = (name) => events.some(({ step }) => step === name);
  return { ...known, ...(took("withdraw_consent") && { withdrawn: true }), ...(took("erase") && { erased: true }) };
}

export class Tickets extends EventTarget {
  #client;
  #memory;
  #followed = new Set(); // numbers

  constructor(client, memory) {
    super();
    this.#client = client;
    this.#memory = memory;
    for (const { number } of this.all) this.#follow(number);
  }

  get all() {
    return this.#memory.tickets;
  }

  find(number) {
    return this.all.find((ticket) => ticket.number === number);
  }

  // Keeps the ticket of a receipt and gives what the receipt shows.
  add(receipt, email) {
    const shown = facts(receipt);
    const ticket = { ...shown, token: receipt.token, email, conversation: receipt.conversation?.id };
    this.#memory.tickets = [ticket, ...this.all.filter(({ number }) => number !== receipt.number)];
    this.#changed(receipt.number);
    this.#follow(receipt.number);
    return shown;
  }

  async refresh(number) {
    const ticket = this.find(number);
    if (ticket) this.#learn(await this.#client.ticket(ticket));
  }

  async step(number, name, body, key) {
    this.#learn(await this.#client.step(this.find(number), name, body, key));
    if (name === "consent/withdraw") this.#set(number, { withdrawn: true });
  }

  // Gives how many seconds must pass before the next code.
  async sendCode(number) {
    const { wait } = await this.#client.step(this.find(number), "code");
    this.#set(number, { identity: { ...this.find(number).identity, code: "sending" } });
    this.#follow(number);
    return wait;
  }

  // The right code proves the address for every ticket that names it.
  async prove(number, code) {
    const { email } = this.find(number);
    this.#learn(await this.#client.step(this.find(number), "proof", { code }));
    const others = this.all.filter((ticket) => ticket.email === email);
    for (const other of others) this.#set(other.number, { email: undefined });
    await Promise.allSettled(others.map((other) => this.refresh(other.number)));
  }

  // Looks again until it is known what became of the letter with the code.
  #follow(number, wait = FIRST_LOOK) {
    if (this.find(number)?.identity.code !== "sending" || this.#followed.has(number)) return;
    this.#followed.add(number);
    setTimeout(async () => {
      await this.refresh(number).catch(() => {});
      this.#followed.delete(number);
      this.#follow(number, Math.min(wait * 2, LAST_LOOK));
    }, wait);
  }

  // Another tab knows more of these.
  learnt(numbers) {
    for (const number of numbers) this.#tell(number);
  }

  #learn(state) {
    const known = facts(state);
    if (known.erased || known.identity.how === "email") known.email = undefined;
    this.#set(state.number, known);
  }

  #set(number, known) {
    Object.assign(this.find(number), known);
    this.#changed(number);
  }

  #changed(number) {
    this.find(number).at = Date.now(); // of two copies, the later one counts
    this.#memory.save();
    this.#tell(number);
  }

  #tell(number) {
    this.dispatchEvent(new CustomEvent("change", { detail: number }));
  }
}
