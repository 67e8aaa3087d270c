// Prints one part of the widget: the page around it stays away from the paper for so long.

const page = new CSSStyleSheet();
page.replaceSync(`@media print {
  html { background: #fff !important }
  body { display: none !important }
}`);

export function printOnly(part) {
  const root = part.getRootNode().querySelector(".root");
  part.classList.add("printed");
  root.removeAttribute("popover"); // what lies over everything cannot flow over sheets of paper
  document.adoptedStyleSheets.push(page);
  const undo = () => {
    part.classList.remove("printed");
    root.getRootNode().host.connectedCallback();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== page);
  };
  addEventListener("afterprint", undo, { once: true });
  print();
}
