// The HTTP API. A problem is thrown in words of ours: the server's are for programs.
import { write } from "./json.js";
import { words } from "./words.js";

export class Problem extends Error {
  constructor(message, { status = 0, type = "", fields = [], triesLeft, wait } = {}) {
    super(message);
    Object.assign(this, { status, type, fields, triesLeft, wait }); // wait: seconds until another try makes sense
  }
}

const told = (type, says) => says.problems[type] ?? (type === "offline" ? says.offline : says.broken);

// What a person reads of what was thrown, in the window's words or in a reply's; only a Problem has a sentence.
export const plainly = (problem, says) =>
  !(problem instanceof Problem) ? (says ?? words).broken : says ? told(problem.type, says) : problem.message;

export async function read(response) {
  const body = await response.json().catch(() => null);
  if (response.ok && body) return body;
  const type = body?.type?.split(":").pop();
  throw new Problem(told(type, words), {
    status: response.status,
    type,
    fields: body?.errors,
    triesLeft: body?.tries_left,
    wait: Number(response.headers.get("Retry-After")) || undefined,
  });
}

export class Client {
  #api;

  constructor(base) {
    this.base = base;
    this.#api = new URL("api/v1/", base);
  }

  // `language`: else that of the question; `document`: the only one to ask.
  ask(text, conversation, key, settings) {
    const asked = { text, conversation: conversation?.id, ...settings };
    return this.#post("messages", asked, conversation?.token, key);
  }

  openTicket(ticket, conversation, key) {
    return this.#post("tickets", { ...ticket, conversation: conversation?.id }, conversation?.token, key);
  }

  get(path, token) {
    return this.#fetch(path, token && { headers: { Authorization: `Bearer ${token}` } }).then(read);
  }

  ticket({ number, token }) {
    return this.get(`tickets/${encodeURIComponent(number)}`, token);
  }

  // A step of the visitor with their own ticket: "additions", "retract", "close", "reopen", "code", "proof" …
  step({ number, token }, name, body, key) {
    return this.#post(`tickets/${encodeURIComponent(number)}/${name}`, body, token, key);
  }

  rate(message, helpful, conversation) {
    return this.#post(`messages/${encodeURIComponent(message)}/feedback`, { helpful }, conversation.token);
  }

  attachments({ number }) {
    return new URL(`tickets/${encodeURIComponent(number)}/attachments`, this.#api);
  }

  events(conversation, last, signal) {
    const headers = { Authorization: `Bearer ${conversation.token}`, Accept: "text/event-stream" };
    if (last) headers["Last-Event-ID"] = last;
    return this.#fetch(`conversations/${encodeURIComponent(conversation.id)}/events`, { headers, signal });
  }

  // The same without a stream: {"events": […], "last": id}.
  newEvents(conversation, last, signal) {
    const headers = { Authorization: `Bearer ${conversation.token}`, Accept: "application/json" };
    const after = last ? `?after=${encodeURIComponent(last)}` : "";
    return this.#fetch(`conversations/${encodeURIComponent(conversation.id)}/events${after}`, { headers, signal });
  }

  #post(path, body, token, key) {
    const headers = { "Content-Type": "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (key) headers["Idempotency-Key"] = key;
    return this.#fetch(path, { method: "POST", headers, body: write(body) }).then(read);
  }

  #fetch(path, { headers, ...options } = {}) {
    const said = { "Accept-Language": words.locale, ...headers }; // of the sentences that come with a ticket
    const whole = { credentials: "omit", cache: "no-store", headers: said, ...options };
    return fetch(new URL(path, this.#api), whole).catch((error) => {
      throw error.name === "AbortError" ? error : new Problem(words.offline, { type: "offline" });
    });
  }
}

// Unguessable; the same for every retry of one act.
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
