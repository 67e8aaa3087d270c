// The button in the corner: what it is called, whether it is loading, and how many answers wait.
import { el } from "./dom.js";
import { LABELS } from "./labels.js";

export class Button {
  #text = el("span", { class: "launcher-text" });
  #badge = el("span", { class: "badge", hidden: true, "aria-hidden": "true" });
  #unread = 0;
  #language;
  #own; // what the site calls it; "none" where it shows no button

  constructor(own, onclick) {
    this.#own = own;
    this.news = el("p", { class: "hidden", role: "status" });
    this.element = el(
      "button",
      { type: "button", class: "launcher", "aria-expanded": "false", "data-state": "", onclick },
      el("span", { class: "mark", "aria-hidden": "true" }, "§"),
      this.#text,
      this.#badge,
    );
    this.show();
  }

  get isShown() {
    return !this.element.hidden;
  }

  show() {
    this.element.hidden = this.#own === "none" && this.element.dataset.state !== "failed";
    this.element.setAttribute("aria-expanded", "false");
  }

  hide() {
    this.news.textContent = "";
    this.element.hidden = true;
    this.element.setAttribute("aria-expanded", "true");
  }

  speak(language) {
    this.#language = language;
    this.#label();
  }

  // "loading", "failed" or nothing; both are read out.
  state(name) {
    this.element.dataset.state = name;
    this.element.setAttribute("aria-busy", name === "loading");
    this.news.textContent = name ? LABELS[this.#language][name] : "";
    if (name === "failed") this.show();
    this.#label();
  }

  // How many answers came while the window was closed; `said` is read out.
  unread(count, said = "") {
    this.#unread = count;
    this.#badge.textContent = count > 9 ? "9+" : count;
    this.#badge.hidden = !count;
    if (said) this.news.textContent = said;
    this.#label();
  }

  #label() {
    const said = LABELS[this.#language];
    const own = this.#own && this.#own !== "none" ? this.#own : said.launch;
    this.#text.textContent = said[this.element.dataset.state] ?? own;
    if (this.#unread) this.element.setAttribute("aria-label", `${own}, ${said.unread(this.#unread)}`);
    else this.element.removeAttribute("aria-label");
  }
}
