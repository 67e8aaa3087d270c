// The HTTP API. A problem is thrown with words that a person can read.
import { words } from "./words.js";

export class Problem extends Error {
  constructor(message, status = 0, fields = []) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

async function read(response) {
  const body = await response.json().catch(() => null);
  if (response.ok && body) return body;
  throw new Problem(body?.detail ?? words.broken, response.status, body?.errors ?? []);
}

export class Client {
  #base;

  constructor(base) {
    this.#base = new URL("api/v1/", base);
  }

  ask(text, conversation, key) {
    return this.#post("messages", { text, conversation: conversation?.id }, conversation?.token, key);
  }

  openTicket(ticket, conversation, key) {
    return this.#post("tickets", { ...ticket, conversation: conversation?.id }, conversation?.token, key);
  }

  rate(message, helpful, conversation) {
    return this.#post(`messages/${encodeURIComponent(message)}/feedback`, { helpful }, conversation.token);
  }

  policy() {
    return this.#fetch("policy").then(read);
  }

  events(conversation, last, signal) {
    const headers = { Authorization: `Bearer ${conversation.token}`, Accept: "text/event-stream" };
    if (last) headers["Last-Event-ID"] = last;
    return this.#fetch(`conversations/${encodeURIComponent(conversation.id)}/events`, { headers, signal });
  }

  #post(path, body, token, key) {
    const headers = { "Content-Type": "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (key) headers["Idempotency-Key"] = key;
    return this.#fetch(path, { method: "POST", headers, body: JSON.stringify(body) }).then(read);
  }

  #fetch(path, options = {}) {
    return fetch(new URL(path, this.#base), { credentials: "omit", cache: "no-store", ...options }).catch((error) => {
      throw error.name === "AbortError" ? error : new Problem(words.offline);
    });
  }
}

// Unguessable, and the same for every retry of one act.
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
