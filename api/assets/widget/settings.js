// What a site may set: by data-… attributes of its one line and by Punkt(…) calls. What is wrong is said in the console.
import { write } from "./json.js";

const ONE_OF = {
  lang: ["auto", "ru", "en"],
  theme: ["auto", "light", "dark"],
  position: ["right", "left"],
  open: ["", "wide"],
  mode: ["", "frame"],
};
const LANGUAGES = ["ru", "en"];
const LONGEST = { launcher: 60, ask: 10_000, visitor: 4000 };
const KNOWN = [...Object.keys(ONE_OF), ...Object.keys(LONGEST), "accent"];

export const warn = (words) => console.warn(`Punkt: ${words}`);

const isColour = (value) => typeof value === "string" && CSS.supports("color", value);

// What is wrong with a value, in plain English; nothing when it may be used.
export function fault(name, value) {
  if (ONE_OF[name] && !ONE_OF[name].includes(value))
    return `${write(value)} is none of ${ONE_OF[name].filter(Boolean).join(", ")}.`;
  if (name === "accent" && !isColour(value)) return `${write(value)} is not a CSS colour.`;
  if (LONGEST[name] && typeof value !== "string") return "a text is expected.";
  if (LONGEST[name] && value.length > LONGEST[name]) return `the text is longer than ${LONGEST[name]} characters.`;
}

// The settings that attributes give; a wrong one counts as not given.
export function settingsOf(attributes) {
  const settings = Object.assign(Object.create(null), { lang: "auto", theme: "auto", position: "right" });
  for (const [name, value] of Object.entries(attributes)) {
    if (!KNOWN.includes(name)) {
      if (name !== "origins") warn(`there is no attribute data-${name}. There are: ${KNOWN.join(", ")}.`);
      continue;
    }
    const wrong = fault(name, value);
    if (wrong) warn(`data-${name}: ${wrong}`);
    else settings[name] = value;
  }
  return settings;
}

// "auto" is the language of the page around, and Russian where that is neither.
export function languageOf({ lang }) {
  if (lang !== "auto") return lang;
  const page = document.documentElement.lang.slice(0, 2).toLowerCase();
  return LANGUAGES.includes(page) ? page : "ru";
}
