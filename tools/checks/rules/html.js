// ruleid: no-html-from-text
node.innerHTML = text;
// ruleid: no-html-from-text
node.insertAdjacentHTML("beforeend", `<b>${text}</b>`);
// ruleid: no-html-from-text
const page = new DOMParser().parseFromString(text, "text/html");
// ok: no-html-from-text
node.textContent = text;
// ok: no-html-from-text
node.replaceChildren(other);
// ruleid: no-code-from-text
eval(text);
// ruleid: no-code-from-text
const run = new Function(text);
// ok: no-code-from-text
setTimeout(() => run(text), 100);
