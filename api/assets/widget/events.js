// Server-Sent Events over fetch, since EventSource cannot send a token. Reconnects and goes on after the last event.

const LONGEST_WAIT = 30_000;

export async function listen(client, conversation, last, signal, onEvent) {
  let wait = 1000;
  while (!signal.aborted) {
    try {
      const response = await client.events(conversation, last, signal);
      if (response.status === 401 || response.status === 404) return;
      if (response.ok) {
        wait = 1000;
        for await (const event of parse(response.body)) {
          last = event.id ?? last;
          onEvent(event);
        }
      }
    } catch {
      // Cut off: try again below.
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
}

async function* parse(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = {};
      for (const line of block.split("\n")) {
        const [, name, text] = /^(\w+): ?(.*)$/.exec(line) ?? [];
        if (name) event[name] = text;
      }
      if (event.data) yield { id: event.id, topic: event.event, data: JSON.parse(event.data) };
    }
  }
}

const pause = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
