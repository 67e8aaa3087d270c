// Punkt("open"), Punkt("ask", "…") and so on: each checked, none ever throws into the page that called it.
import { write } from "./json.js";
import { fault, warn } from "./settings.js";

const EVENTS = ["open", "close", "answer", "ticket"];

const set = (name) => ({ check: (value) => fault(name, value), run: (widget, value) => widget.set(name, value) });

const CALLS = {
  open: { run: (widget) => widget.open() },
  close: { run: (widget) => widget.close() },
  ask: {
    check: (text) => (typeof text === "string" && text.trim() ? fault("ask", text) : "a question is expected."),
    run: (widget, text) => widget.ask(text.trim()),
  },
  identify: {
    check: (token) => (token === null ? undefined : token ? fault("visitor", token) : "a signed token or null is expected."),
    run: (widget, token) => widget.identify(token ?? ""),
  },
  language: set("lang"),
  theme: set("theme"),
  position: set("position"),
  colours: {
    check: (value) => fault("accent", value?.accent ?? value),
    run: (widget, value) => widget.set("accent", value?.accent ?? value),
  },
  on: {
    check: (event, handler) =>
      !EVENTS.includes(event)
        ? `${write(event)} is none of ${EVENTS.join(", ")}.`
        : typeof handler !== "function" && handler !== true // true: the handler waits outside of our frame
          ? "a function is expected."
          : undefined,
    run: (widget, event, handler) => handler === true || widget.on(event, handler),
  },
};

// Takes calls as arrays: the name and what belongs to it.
export function caller(widget) {
  return ([name, ...values]) => {
    try {
      if (!Object.hasOwn(CALLS, name)) {
        warn(`there is no call ${write(name)}. There are: ${Object.keys(CALLS).join(", ")}.`);
        return;
      }
      const { check, run } = CALLS[name];
      const wrong = check?.(...values);
      if (wrong) warn(`Punkt("${name}"): ${wrong}`);
      else Promise.resolve(run(widget, ...values)).catch((error) => warn(`Punkt("${name}"): ${error.message}`));
    } catch (error) {
      warn(`a call failed: ${error?.message}`);
    }
  };
}
