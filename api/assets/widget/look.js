// Theme, side and colour of the widget. Its variables stand on `.root`, out of reach of the page's own styles.

const DARK = matchMedia("(prefers-color-scheme: dark)");

export class Look {
  #root;
  #own = new CSSStyleSheet();
  #dark; // rules of the dark theme
  #theme = "auto";
  #accent;

  constructor(root, tokens) {
    this.#root = root;
    this.#dark = [...tokens.cssRules].filter((rule) => rule.media?.mediaText.includes("prefers-color-scheme: dark"));
    for (const rule of [tokens, ...this.#dark].flatMap(({ cssRules }) => [...cssRules]))
      if (rule.selectorText?.includes(":host")) rule.selectorText = ".root";
    DARK.addEventListener("change", () => this.#draw());
  }

  get sheet() {
    return this.#own;
  }

  theme(name) {
    this.#theme = name;
    const media = { light: "not all", dark: "all", auto: "(prefers-color-scheme: dark)" }[name];
    for (const rule of this.#dark) rule.media.mediaText = media;
    return this.#draw();
  }

  accent(colour) {
    this.#accent = colour;
    return this.#draw();
  }

  position(side) {
    this.#root.dataset.side = side;
  }

  async #draw() {
    const scheme = this.#theme === "auto" ? "light dark" : this.#theme;
    const plain = `.root { color-scheme: ${scheme} }`;
    if (!this.#accent) return this.#own.replaceSync(plain);
    const { accentColours, painted } = await import("./accent.js");
    this.#own.replaceSync(plain); // the surfaces are those of the theme
    const style = getComputedStyle(this.#root);
    const [card, paper] = ["--card", "--paper"].map((name) => painted(style.getPropertyValue(name)));
    const colours = Object.entries(accentColours(painted(this.#accent), { card, paper }));
    this.#own.replaceSync(`${plain} .root { ${colours.map(([name, value]) => `${name}: ${value}`).join("; ")} }`);
  }
}
