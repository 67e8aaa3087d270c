// What staff do, as it happens: Server-Sent Events over fetch, since EventSource cannot send a token. It goes on after
// the last event; where streams do not get through, it asks every few seconds, and tries a stream again now and then.
import { read } from "./json.js";

const LONGEST_WAIT = 30_000;
const FIRST_WORD = 8000; // ms: the server speaks at once, so silence means that something keeps the stream back
const FAILED = 2; // streams after which it asks instead
const EVERY = 4000;
const ASKED = 15; // times before a stream is tried again
const GLANCE = 30_000;

export async function listen(client, conversation, last, signal, onEvent) {
  const hear = (event) => {
    last = event.id ?? last;
    if (!signal.aborted) onEvent(event);
  };
  let failed = 0;
  while (!signal.aborted) {
    const outcome = await (failed < FAILED ? stream() : polled());
    if (outcome === "gone") return;
    if (outcome === "heard") failed = 0;
    else failed = failed < FAILED ? failed + 1 : FAILED - 1; // after the asking one stream is tried
    await pause(Math.min(1000 * 2 ** failed, LONGEST_WAIT), signal);
  }

  // "heard" when the stream spoke before it ended.
  async function stream() {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), FIRST_WORD);
    let spoke = false;
    try {
      const response = await client.events(conversation, last, AbortSignal.any([signal, silence.signal]));
      if (isGone(response)) return "gone";
      if (!response.ok) return "failed";
      const spoken = () => {
        spoke = true;
        clearTimeout(timer);
      };
      for await (const event of parse(response.body, spoken)) hear(event);
    } catch {
      // Cut off, or nothing came.
    } finally {
      clearTimeout(timer);
    }
    return spoke ? "heard" : "failed";
  }

  async function polled() {
    for (let times = 0; times < ASKED && !signal.aborted; times += 1) {
      try {
        const response = await client.newEvents(conversation, last, signal);
        if (isGone(response)) return "gone";
        if (response.ok) {
          const { events, last: seen } = await response.json();
          events.forEach(hear);
          last = seen ?? last;
        }
      } catch {
        // Offline: ask again.
      }
      await pause(document.hidden ? LONGEST_WAIT : EVERY, signal);
    }
    return "failed";
  }
}

// The tab that listens for all may have been put to sleep by its phone: one that is looked at asks now and then, too.
export async function glance(client, memory, signal, isNeeded, onEvent) {
  while (!signal.aborted) {
    await pause(GLANCE, signal);
    if (signal.aborted || document.hidden || !isNeeded()) continue;
    const response = await client.newEvents(memory.conversation, memory.last, signal).catch(() => null);
    if (response?.ok && !signal.aborted) (await response.json()).events.forEach(onEvent);
  }
}

export const isGone = ({ status }) => status === 401 || status === 404;

async function* parse(body, onWord) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    onWord();
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = {};
      for (const line of block.split("\n")) {
        const [, name, text] = /^(\w+): ?(.*)$/.exec(line) ?? [];
        if (name) event[name] = text;
      }
      if (event.data) yield { id: event.id, topic: event.event, data: await read(event.data) };
    }
  }
}

// Ends early when the network is back.
export const pause = (milliseconds, signal) =>
  new Promise((resolve) => {
    const done = new AbortController();
    const end = () => (done.abort(), clearTimeout(timer), resolve());
    const timer = setTimeout(end, milliseconds);
    addEventListener("online", end, { signal: done.signal });
    signal.addEventListener("abort", end, { signal: done.signal });
    if (signal.aborted) end();
  });
