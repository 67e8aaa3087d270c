// Files that go with an answer: chosen, dropped or pasted. The field of the form holds them, so that they are sent as
// they would be without this script.
const DUMB = "application/octet-stream";

function sizeOf(bytes) {
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "kilobyte"] : [bytes / 1024 ** 2, "megabyte"];
  const style = { style: "unit", unit, maximumFractionDigits: size < 10 ? 1 : 0 };
  return new Intl.NumberFormat("ru", style).format(Math.max(size, 0.1));
}

function drawn(tag, words, properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  if (words) made.textContent = words;
  return made;
}

export class Files {
  #input;
  #list;
  #fault;
  #most;
  #largest;
  #endings;
  #chosen = [];
  #changed;

  // `changed` hears how many files go with the answer.
  constructor(form, changed) {
    this.#input = form.querySelector("[name=files]");
    this.#list = form.querySelector(".chosen");
    this.#fault = form.querySelector(".enclosed .fault");
    this.#most = Number(this.#input.dataset.most);
    this.#largest = Number(this.#input.dataset.largest);
    this.#endings = this.#input.accept.split(",");
    this.#changed = changed;
    this.form = form;
    this.#input.addEventListener("change", () => this.add(this.#input.files));
    for (const kept of form.querySelectorAll("[name=kept]")) kept.addEventListener("change", () => this.#draw());
    this.#draw();
    this.#listen();
  }

  get count() {
    return this.#chosen.length + this.form.querySelectorAll("[name=kept]:checked").length;
  }

  add(files) {
    const faults = new Set();
    for (const file of files) {
      if (this.count >= this.#most) faults.add(`Можно приложить не больше ${this.#most} файлов.`);
      else if (!file.size) faults.add(`${file.name} пустой.`);
      else if (file.size > this.#largest) faults.add(`${file.name} больше ${this.#largest / 1024 ** 2} МБ.`);
      else if (!this.#isTaken(file)) faults.add(`${file.name}: такие файлы не принимаются.`);
      else this.#chosen.push(file);
    }
    this.#fault.textContent = [...faults].join(" ");
    this.#draw();
  }

  #isTaken({ name }) {
    const dot = name.lastIndexOf(".");
    return dot < 1 || this.#endings.includes(name.slice(dot).toLowerCase()); // what has no ending the server looks at
  }

  #listen() {
    const box = this.form.closest(".composer");
    const brings = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
    this.form.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length || event.clipboardData.types.includes("text/plain")) return;
      event.preventDefault();
      this.add(files.map((file, place) => this.#named(file, place)));
    });
    box.addEventListener("dragover", (event) => {
      if (!brings(event)) return;
      event.preventDefault();
      box.classList.add("dropping");
    });
    box.addEventListener("dragleave", ({ relatedTarget }) => {
      if (!box.contains(relatedTarget)) box.classList.remove("dropping");
    });
    box.addEventListener("drop", (event) => {
      box.classList.remove("dropping");
      if (!brings(event)) return;
      event.preventDefault();
      this.add(event.dataTransfer.files);
    });
  }

  // Browsers call every picture that is pasted «image.png».
  #named(file, place) {
    if (file.name !== "image.png") return file;
    const number = this.#chosen.filter(({ name }) => name.startsWith("снимок")).length + place + 1;
    return new File([file], `снимок-${number}.png`, { type: file.type || DUMB });
  }

  #draw() {
    const given = new DataTransfer();
    for (const file of this.#chosen) given.items.add(file);
    this.#input.files = given.files;
    this.#list.hidden = !this.#chosen.length;
    this.#list.replaceChildren(...this.#chosen.map((file) => this.#item(file)));
    this.#changed(this.count);
  }

  #item(file) {
    const remove = drawn("button", "✕", { type: "button", className: "plain", ariaLabel: `Убрать ${file.name}` });
    remove.addEventListener("click", () => {
      this.#chosen = this.#chosen.filter((one) => one !== file);
      this.#fault.textContent = "";
      this.#draw();
      this.#input.focus();
    });
    const item = drawn("li");
    item.append(drawn("bdi", file.name, { className: "name" }), " ", drawn("small", sizeOf(file.size)), remove);
    return item;
  }
}
