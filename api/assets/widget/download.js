// A file of a ticket, fetched with its key, which no plain link bears, and given to the browser to keep.
import { Problem, read } from "./client.js";
import { el } from "./dom.js";
import { words } from "./words.js";

const KEPT = 60_000; // ms: some browsers take the bytes only after a while

// `address` is where files of the ticket are.
export async function download(address, token, { id, name }) {
  const options = { headers: { Authorization: `Bearer ${token}` }, credentials: "omit", cache: "no-store" };
  try {
    const response = await fetch(`${address}/${encodeURIComponent(id)}`, options);
    if (!response.ok) await read(response);
    const href = URL.createObjectURL(await response.blob());
    el("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), KEPT);
  } catch (problem) {
    throw problem instanceof Problem ? problem : new Problem(words.offline);
  }
}
