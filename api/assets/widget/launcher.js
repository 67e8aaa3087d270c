// <punkt-widget>: the button in the corner. What is behind it is loaded when the visitor opens it, or when an answer
// may come that they wait for.
import { Button } from "./button.js";
import { caller } from "./calls.js";
import { el } from "./dom.js";
import { Look } from "./look.js";
import { accountOf, Memory } from "./memory.js";
import { languageOf, settingsOf } from "./settings.js";
import { sheet, sheets } from "./sheets.js";

const WIDE = matchMedia("(min-width: 64rem)");
const NARROW = matchMedia("(max-width: 30rem)");
const PATIENCE = 200; // ms before the button says that something is being loaded

// Puts the widget on the page and gives what takes Punkt(…) calls. `outside` is told what a frame's site has to know.
export async function mount(base, attributes, outside = {}) {
  const settings = settingsOf(attributes);
  const [tokens, own, memory] = await Promise.all([
    sheet(new URL("assets/tokens.css", base)),
    sheets(base, ["base", "launcher"]),
    Memory.restore(),
  ]);
  const widget = document.createElement("punkt-widget");
  widget.begin({ base, settings, memory, outside }, [tokens, ...own]);
  outside.onMount?.(widget);
  return caller(widget);
}

export class PunktWidget extends HTMLElement {
  #events = new EventTarget();
  #look;
  #button;
  #visit = null; // the window, once it is loaded
  #loading = null;
  #wanted = false;
  #cameFrom = null;
  #channel = null; // to the other tabs of this site
  #tabs = null;

  begin(given, styles) {
    Object.assign(this, given);
    const { settings, outside } = given;
    const shadow = this.attachShadow({ mode: "open" });
    this.#button = new Button(settings.launcher, () => this.open());
    this.root = el("div", { class: "root", lang: this.language }, this.#button.element, this.#button.news);
    this.#look = new Look(this.root, styles[0]);
    shadow.adoptedStyleSheets = [...styles, this.#look.sheet];
    shadow.append(this.root);
    document.documentElement.append(this); // a page that changes by script has another body then
    this.#fit();
    NARROW.addEventListener("change", () => this.#fit());
    this.#look.position(settings.position);
    this.#look.theme(settings.theme);
    if (settings.accent) this.#look.accent(settings.accent);
    if (settings.visitor !== undefined) this.#isOf(settings.visitor);
    this.#button.speak(this.language);
    if (outside.onSize) new ResizeObserver(() => this.#tellSize()).observe(this.#button.element);
    this.#meet();
    addEventListener("pagehide", () => (this.#channel = this.#channel?.close())); // to nothing
    addEventListener("pageshow", ({ persisted }) => persisted && this.#meet());
    this.memory.onChange = () => this.withTabs((tabs) => tabs.tell());
    if (!this.memory.knowsNothing) this.memory.save();
    const wide = settings.open === "wide" && WIDE.matches && !outside.onSize;
    if (wide || (this.isNarrow && history.state?.punktWindow)) this.open({ focus: false });
    else if (this.memory.tickets.length || this.memory.waiting.length) this.#load().catch(() => {});
  }

  // Above everything that the page lays over. The copy that a page keeps of itself is not us.
  connectedCallback() {
    if (!this.root) return this.remove();
    if (!this.root.showPopover) return;
    this.root.popover = "manual";
    if (!this.root.matches(":popover-open")) this.root.showPopover();
  }

  // Taken out with a page that is replaced, the same window goes on in the new one.
  disconnectedCallback() {
    setTimeout(() => {
      if (!this.root || this.isConnected) return;
      document.documentElement.append(this);
      if (this.isOpen) this.#visit.show();
    });
  }

  get language() {
    return languageOf(this.settings);
  }

  // Of the visitor: only then does it go with their words.
  get chosenLanguage() {
    return this.settings.lang === "auto" ? undefined : this.settings.lang;
  }

  get account() {
    return accountOf(this.settings.visitor);
  }

  // Not where they cannot be loaded: then this tab is alone for now.
  withTabs(run) {
    this.#tabs ??= import("./tabs.js").then(({ Tabs }) => new Tabs(this, () => this.#channel));
    return this.#tabs.then(run, () => (this.#tabs = null));
  }

  get isNarrow() {
    return this.outside.narrow ?? NARROW.matches;
  }

  get isOpen() {
    return Boolean(this.#visit?.isOpen);
  }

  async open({ focus = true } = {}) {
    if (this.isOpen) return;
    this.#wanted = true;
    this.#cameFrom = document.activeElement;
    const visit = await this.#ready();
    if (!visit || !this.#wanted || this.isOpen) return;
    visit.show();
    this.unread(0);
    this.#button.hide();
    this.#tellSize();
    if (focus) visit.focus();
    this.tell("open");
    if (this.settings.ask && this.memory.knowsNothing) visit.ask(this.settings.ask);
  }

  close() {
    this.#wanted = false;
    if (!this.isOpen) return;
    this.#visit.hide();
    this.#button.show();
    this.#tellSize();
    if (this.#button.isShown) this.#button.element.focus();
    else this.#cameFrom?.focus?.();
    this.tell("close");
  }

  async ask(text) {
    await this.open();
    this.#visit?.ask(text);
  }

  // Another visitor than before never sees what was said: it is dropped here and everywhere.
  identify(token) {
    this.settings.visitor = token;
    if (this.#isOf(token)) this.forgotten();
  }

  forgotten() {
    this.unread(0);
    return this.#visit?.renew();
  }

  // What another tab knows, see `Visit.hear`.
  async heard(...news) {
    const visit = (this.#loading || this.memory.tickets.length) && (await this.#load());
    if (visit) await visit.hear(...news);
  }

  // In another tab.
  seen() {
    this.#visit?.seen();
    this.unread(0);
  }

  async set(name, value) {
    this.settings[name] = value;
    if (name === "lang") {
      this.root.lang = this.language;
      this.#button.speak(this.language);
      await this.#visit?.speak();
    } else await this.#look[name](value);
    this.#tellSize();
  }

  setNarrow(narrow) {
    this.outside.narrow = narrow;
    this.#visit?.fit();
  }

  on(event, handler) {
    this.#events.addEventListener(event, ({ detail }) => {
      try {
        handler(detail);
      } catch (error) {
        console.error(error); // the page's own fault, in the page's own handler
      }
    });
  }

  // Something happened that the page may know: never a word of the conversation.
  tell(name, detail = {}) {
    this.#events.dispatchEvent(new CustomEvent(name, { detail }));
    this.outside.onEvent?.(name, detail);
  }

  unread(count, said) {
    this.#button.unread(count, said);
  }

  // Asks the other tabs, and stores nothing for that. A page that is put aside cannot hear.
  #meet() {
    const { memory, base } = this;
    this.#channel = new BroadcastChannel(`punkt ${base}`);
    this.#channel.onmessage = ({ data }) => {
      if (data?.type === "hello" && memory.knowsNothing && !this.#tabs) return; // nothing to tell
      if (data?.type) this.withTabs((tabs) => tabs.hear(data));
    };
    this.#channel.postMessage({ type: "hello", account: memory.account });
  }

  #isOf(token) {
    const { account, conversation, others } = this.memory;
    const ids = [conversation, ...others.map((talk) => talk.conversation)].filter(Boolean).map(({ id }) => id);
    const foreign = this.memory.belongsTo(accountOf(token));
    if (foreign) this.withTabs((tabs) => tabs.forget(ids, account));
    return foreign;
  }

  // The window with all that it needs; null where it did not come.
  async #ready() {
    const slow = setTimeout(() => this.#button.state("loading"), PATIENCE);
    try {
      const visit = await this.#load();
      this.#button.state("");
      return visit;
    } catch {
      this.#button.state("failed");
      return null;
    } finally {
      clearTimeout(slow);
    }
  }

  #load() {
    const { account } = this.memory;
    const { language } = this;
    this.#loading ??= import("./visit.js")
      .then(({ begin }) => begin(this))
      .then(async (visit) => {
        this.#visit = visit;
        if (account !== this.memory.account) await visit.renew(); // said while it was being loaded
        if (language !== this.language) await visit.speak();
        return visit;
      })
      .catch((error) => {
        this.#loading = null; // so that it can be tried again
        throw error;
      });
    return this.#loading;
  }

  #fit() {
    this.root.toggleAttribute("data-framed", Boolean(this.outside.onSize));
    this.root.toggleAttribute("data-full", Boolean(this.outside.onSize) || NARROW.matches);
    this.#visit?.fit();
  }

  #tellSize() {
    const { width, height } = this.#button.element.getBoundingClientRect();
    this.outside.onSize?.({ open: this.isOpen, width: width + 24, height: height + 24, side: this.settings.position });
  }
}

customElements.define("punkt-widget", PunktWidget);
