// The switches of the demo page: each calls Punkt(…), and the line to copy says the same as an attribute.
(() => {
  "use strict";
  window.Punkt ||= (...a) => (Punkt.q ||= []).push(a);
  const NAMES = { language: "lang", theme: "theme", position: "position", colours: "accent" };
  const DEFAULTS = { theme: "auto", position: "right", colours: "" };
  const OWN = "#0b5f53"; // the widget's own accent

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin, { once: true });
  else begin();

  function begin() {
    const form = document.getElementById("switches");
    const line = document.getElementById("line");
    const said = document.getElementById("said");
    const plain = line.textContent;
    form.addEventListener("change", ({ target: { name, value } }) => {
      Punkt(name, name === "colours" ? value || OWN : value);
      write();
    });
    for (const button of document.querySelectorAll("[data-ask]"))
      button.addEventListener("click", () => Punkt("ask", button.dataset.ask));
    document.getElementById("copy").addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(line.textContent);
        said.textContent = "Строка скопирована.";
      } catch {
        getSelection().selectAllChildren(line);
        said.textContent = "Строка выделена: скопируйте её сами.";
      }
    });
    form.reset(); // browsers keep over a reload what was chosen, and the widget does not

    function write() {
      const attributes = [...new FormData(form)]
        .filter(([name, value]) => value !== (DEFAULTS[name] ?? "ru"))
        .map(([name, value]) => ` data-${NAMES[name]}="${value}"`);
      line.textContent = plain.replace('.js"', `.js"${attributes.join("")}`);
    }
  }
})();
