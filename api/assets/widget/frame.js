// The widget inside a frame of ours: the site around it speaks with us by messages and reads nothing else.
// It hears how large the window is to be and that something happened, never a word of the conversation.
import { mount } from "./launcher.js";

const TYPES = { begin: "object", call: "object", narrow: "boolean" }; // of what comes with a message, by its type
const PAYLOAD = { begin: "attributes", call: "call", narrow: "narrow" };
const allowed = [location.origin, ...document.documentElement.dataset.origins.split(" ").filter(Boolean)];
let site; // the origin around us, once it has spoken
let widget;
let take;
const early = [];

const wellMade = (data) =>
  data?.punkt === 1 &&
  Object.hasOwn(TYPES, data.type) &&
  typeof data[PAYLOAD[data.type]] === TYPES[data.type] &&
  data[PAYLOAD[data.type]] !== null;

addEventListener("message", ({ origin, source, data }) => {
  if (source !== parent || !allowed.includes(origin) || (site && origin !== site) || !wellMade(data)) return;
  site = origin;
  if (data.type === "begin") begin(data);
  else if (data.type === "narrow") widget?.setNarrow(data.narrow);
  else if (Array.isArray(data.call)) take ? take(data.call) : early.push(data.call);
});

// Whoever frames us has been let in by `frame-ancestors`; nothing is told here but that we listen.
parent.postMessage({ punkt: 1, type: "ready" }, "*");

async function begin({ attributes, language, narrow }) {
  if (widget !== undefined) return;
  widget = null;
  if (typeof language === "string") document.documentElement.lang = language;
  const tell = (message) => parent.postMessage({ punkt: 1, ...message }, site);
  take = await mount(new URL("/", location), attributes, {
    narrow: narrow === true,
    onEvent: (name, detail) => tell({ type: "event", name, detail }),
    onSize: (size) => tell({ type: "size", ...size }),
    onMount: (made) => (widget = made),
  });
  early.splice(0).forEach((call) => take(call));
}
