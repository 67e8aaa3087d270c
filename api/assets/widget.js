// The one line that a site adds: <script async src="https://…/widget.js"></script>
// It only finds out where it came from; everything else is loaded as modules from there.
(() => {
  const script = document.currentScript;
  const options = { base: new URL(".", script.src), open: script.dataset.open };
  import(new URL("assets/widget/element.js", options.base)).then((module) => module.mount(options));
})();
