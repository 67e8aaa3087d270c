// The window over the whole of a small screen: as high as the keyboard leaves it, and the page behind holds still.

export { Back } from "./back.js";

const STOPS = "a[href], button:not(:disabled), textarea, input, summary, [tabindex='0']"; // of the Tab key

const still = new CSSStyleSheet();
still.replaceSync("html, body { overflow: hidden !important; overscroll-behavior: none !important }");

// Gives what undoes it.
export function fillScreen(panel) {
  const view = window.visualViewport;
  const follow = () => {
    panel.style.setProperty("--top", `${view.offsetTop}px`);
    panel.style.setProperty("--height", `${view.height}px`);
  };
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  if (view) {
    follow();
    view.addEventListener("resize", follow);
    view.addEventListener("scroll", follow);
  }
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== still);
    view?.removeEventListener("resize", follow);
    view?.removeEventListener("scroll", follow);
    for (const name of ["--top", "--height"]) panel.style.removeProperty(name);
  };
}

// The Tab key goes round inside.
export function keepFocus(event, panel) {
  const stops = [...panel.querySelectorAll(STOPS)].filter((stop) => stop.checkVisibility());
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const now = panel.getRootNode().activeElement;
  if (event.shiftKey ? now === first : now === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
