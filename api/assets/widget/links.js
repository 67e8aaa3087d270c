// Links in a text: it stays as it was typed, and what is an address in it may be followed. Nothing is fetched for it.
import { el } from "./dom.js";

const WEB = /https?:\/\/[^\s<>"«»„“”`{}|\\^]+/;
const MAIL = /(?:mailto:)?[\p{L}\d._%+-]{1,64}@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/u;
const ADDRESS = new RegExp(`${WEB.source}|${MAIL.source}`, "giu");
const CONTROLS = /\p{C}/u; // what turns the direction hides where a link leads
const ALPHABETS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
const CLOSING = { ")": "(", "]": "[", "}": "{" };

// Without the punctuation of the sentence around it; a bracket that it opened itself is its own.
function trimmed(address) {
  let end = address.length;
  for (; end > 0; end -= 1) {
    const sign = address[end - 1];
    const before = address.slice(0, end);
    const opens = CLOSING[sign];
    if (opens ? before.split(opens).length >= before.split(sign).length : !/[.,:;!?…'’*_~]/.test(sign)) break;
  }
  return address.slice(0, end);
}

// A host that can pass for another: two alphabets in one word, or foreign letters before a Latin end.
function misleads(host) {
  const labels = host.replace(/\.$/, "").split(".");
  const isPlain = (label) => /^[\x00-\x7f]*$/.test(label);
  const isMixed = (label) => ALPHABETS.filter((alphabet) => alphabet.test(label)).length > 1;
  return labels.some(isMixed) || (!labels.every(isPlain) && isPlain(labels.at(-1)));
}

function target(typed) {
  if (CONTROLS.test(typed)) return null;
  const isWeb = /^https?:/i.test(typed);
  if (!isWeb) return { href: /^mailto:/i.test(typed) ? typed : `mailto:${typed}` };
  try {
    const { href, hostname, username, password } = new URL(typed);
    if (username || password || !hostname) return null;
    const [, host] = /^https?:\/\/([^/?#:]*)/i.exec(typed);
    return { href, host: misleads(host) ? hostname : undefined };
  } catch {
    return null;
  }
}

export function link(text, { href, host }) {
  const anchor = el("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, text);
  return host ? [anchor, " ", el("small", { class: "host" }, `(${host})`)] : [anchor];
}

// An element of text alone gets links in it.
export const follow = (line) => line.replaceChildren(...linked(line.textContent));

// The text as strings and elements, in its order.
export function linked(text) {
  const parts = [];
  let place = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const typed = trimmed(found);
    const known = target(typed);
    if (!known) continue;
    parts.push(text.slice(place, index), ...link(typed, known));
    place = index + typed.length;
  }
  return [...parts, text.slice(place)].filter(Boolean);
}
