// The one line that a site adds: <script async src="https://…/widget.js" data-…></script>
// It says where it came from and hands on attributes and Punkt(…) calls; the button is loaded as a module from there.
(() => {
  "use strict";
  const script = document.currentScript;
  if (window.Punkt?.loaded) {
    // A page that changes by script runs its line again: only who is signed in there may be new.
    if ("visitor" in script.dataset) return window.Punkt("identify", script.dataset.visitor || null);
    return console.warn("Punkt: the script is on this page already; the second is ignored.");
  }
  const base = new URL(".", script.src);
  const calls = [...(window.Punkt?.q ?? [])]; // made before this line was loaded
  let take = (call) => void calls.push(call);
  window.Punkt = (...call) => {
    try {
      take(call);
    } catch (error) {
      console.warn("Punkt:", error);
    }
  };
  window.Punkt.loaded = true;
  const attributes = { ...script.dataset };
  const begin = (taker) => ((take = taker), calls.splice(0).forEach((call) => window.Punkt(...call)));
  const page = new Promise((ready) =>
    document.body ? ready() : addEventListener("DOMContentLoaded", ready, { once: true }),
  );

  if (attributes.mode === "frame") return page.then(() => begin(framed()));
  const module = import(new URL("assets/widget/launcher.js", base));
  Promise.all([module, page])
    .then(([{ mount }]) => mount(base, attributes))
    .then(begin)
    .catch((error) =>
      console.warn(`Punkt: not loaded. Does PUNKT_WIDGET_ORIGINS of ${base.origin} name ${origin}?`, error),
    );

  // For a content policy that keeps our modules out: a page of ours in a frame, which tells how large it is to be.
  function framed() {
    const place = document.createElement("punkt-widget");
    const frame = document.createElement("iframe");
    const sheet = new CSSStyleSheet();
    const home = document.documentElement; // beside the body, as a frame that is moved begins anew
    const narrow = matchMedia("(max-width: 30rem)");
    const listeners = [];
    const queue = [];
    const tell = (message) => frame.contentWindow.postMessage({ punkt: 1, ...message }, base.origin);
    const sizeOf = (one, most) => Math.min(Math.max(Number(one) || 0, 0), most);
    const still = new CSSStyleSheet(); // the page behind, while the window is the screen
    const view = window.visualViewport; // what the keyboard of a phone leaves
    let state = { open: false, width: 300, height: 80, side: attributes.position };
    let known = false;
    frame.src = new URL("widget/frame", base);
    frame.title = "Punkt";
    frame.allow = "clipboard-write";
    const root = place.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(frame);
    still.replaceSync("html, body { overflow: hidden !important }");
    addEventListener("message", hear);
    for (const change of ["resize", "scroll"]) view?.addEventListener(change, () => state.open && draw());
    narrow.addEventListener("change", () => known && (tell({ type: "narrow", narrow: narrow.matches }), draw()));
    draw();
    const stay = () => place.isConnected || home.append(place);
    stay();
    new MutationObserver(stay).observe(home, { childList: true });
    return (call) => {
      if (call[0] === "on" && typeof call[2] === "function") listeners.push([call[1], call[2]]);
      if (known) tell({ type: "call", call: plain(call) });
      else queue.push(call);
    };

    // Functions cannot be sent: of a handler only its event is.
    function plain(call) {
      return call.slice(0, 3).map((one) => (typeof one === "function" ? true : one));
    }

    function hear({ origin, source, data }) {
      if (source !== frame.contentWindow || origin !== base.origin || data?.punkt !== 1) return;
      if (data.type === "ready") {
        known = true;
        draw();
        const language = document.documentElement.lang;
        tell({ type: "begin", attributes: { ...attributes }, language, narrow: narrow.matches });
        queue.splice(0).forEach((call) => tell({ type: "call", call: plain(call) }));
      } else if (data.type === "size") {
        const { open, width, height, side } = data;
        state = { open: open === true, width: sizeOf(width, 600), height: sizeOf(height, 200), side };
        draw();
      } else if (data.type === "event") {
        for (const [name, handler] of listeners) if (name === data.name) run(handler, data.detail);
      }
    }

    function run(handler, detail) {
      try {
        handler(detail);
      } catch (error) {
        console.error(error);
      }
    }

    function draw() {
      const { open, width, height, side } = state;
      const edge = side === "left" ? "left" : "right";
      const full = open && narrow.matches;
      const others = document.adoptedStyleSheets.filter((one) => one !== still);
      document.adoptedStyleSheets = full ? [...others, still] : others;
      const box = full
        ? `left: 0; top: ${view?.offsetTop ?? 0}px; width: 100%; height: ${view ? `${view.height}px` : "100dvh"}`
        : open
          ? `${edge}: 20px; bottom: 20px; width: min(400px, 100vw - 40px); height: min(640px, 100dvh - 40px);
             border-radius: 20px; box-shadow: 0 12px 40px rgb(20 30 26 / 18%)`
          : `${edge}: 8px; bottom: 8px; width: ${width}px; height: ${height}px`;
      sheet.replaceSync(`:host { all: initial !important }
        iframe { ${known ? "" : "visibility: hidden;"} position: fixed; z-index: 2147483647; border: 0; color-scheme: normal; ${box} }
        @media print { iframe { display: none } }`);
    }
  }
})();
