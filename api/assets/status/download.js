// A file of the ticket, fetched with the key, which no plain link bears, and given to the browser to keep.
import { Problem, read } from "../widget/client.js";
import { el } from "../widget/dom.js";
import { words as said } from "../widget/words.js";

const KEPT = 60_000; // ms: some browsers take the bytes only after a while

export async function download({ number, token }, { id, name }) {
  const address = `/api/v1/tickets/${encodeURIComponent(number)}/attachments/${encodeURIComponent(id)}`;
  const options = { headers: { Authorization: `Bearer ${token}` }, cache: "no-store" };
  try {
    const response = await fetch(address, options);
    if (!response.ok) await read(response);
    const href = URL.createObjectURL(await response.blob());
    el("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), KEPT);
  } catch (problem) {
    throw problem instanceof Problem ? problem : new Problem(said.offline);
  }
}
