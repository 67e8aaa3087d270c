// A list of what can be inserted, opened by a slash in a text field: clauses by number or words, canned replies by «/ш».
//
// The focus stays in the field; the list follows the listbox pattern of WAI-ARIA with aria-activedescendant.
const TYPED = /(?:^|\s)\/([^\s/][^\n/]{0,40})$/;
const PAUSE = 150; // ms without a key before the server is asked
const CANNED = /^ш(?:\s+|$)/i;

export class Choices {
  constructor(field, list, status, { clauses, canned, insert }) {
    Object.assign(this, { field, list, status, clauses, canned, insert, found: [], active: -1, left: -1 });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.addEventListener("input", () => this.look());
    field.addEventListener("click", () => this.close());
    field.addEventListener("blur", () => this.close());
    field.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => this.take([...list.children].indexOf(event.target.closest("li"))));
  }

  look() {
    const { field } = this;
    const typed = TYPED.exec(field.value.slice(0, field.selectionStart));
    const slash = typed ? field.selectionStart - typed[1].length - 1 : -1;
    clearTimeout(this.planned);
    this.asked?.abort();
    if (!typed || slash === this.left) return this.close();
    this.left = -1;
    this.slash = slash;
    if (CANNED.test(typed[1])) return this.show(this.canned(typed[1].replace(CANNED, "").trim()));
    this.planned = setTimeout(() => this.ask(typed[1].trim()), PAUSE);
  }

  async ask(words) {
    this.asked = new AbortController();
    try {
      this.show(await this.clauses(words, this.asked.signal));
    } catch (error) {
      if (error.name !== "AbortError") this.close("Список не загрузился: нет связи с сервером.");
    }
  }

  show(found) {
    this.found = found;
    if (!found.length) return this.close("Ничего не нашлось.");
    this.list.replaceChildren(...found.map((one, place) => option(`${this.list.id}-${place}`, one)));
    this.list.hidden = false;
    const several = sameNumber(found);
    const told = several ? `Пунктов ${found[0].number} несколько, выберите нужный.` : `Найдено: ${found.length}.`;
    this.status.textContent = `${told} Стрелки выбирают, Enter вставляет, Esc закрывает.`;
    this.told = this.status.textContent;
    if (several) this.active = -1; // Enter must not choose for whoever typed the number alone
    else this.move(0);
  }

  move(place) {
    this.active = (place + this.found.length) % this.found.length;
    [...this.list.children].forEach((one, index) => one.setAttribute("aria-selected", String(index === this.active)));
    const chosen = this.list.children[this.active];
    this.field.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  take(place) {
    const chosen = this.found[place];
    if (!chosen) return;
    const end = this.field.selectionStart;
    this.close(`Вставлено: ${chosen.name}.`);
    this.insert(chosen.insert, this.slash, end);
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    const acts = {
      ArrowDown: () => this.move(this.active + 1),
      ArrowUp: () => this.move(Math.max(this.active, 0) - 1),
      Enter: () => this.take(this.active),
      Tab: () => this.take(this.active),
      Escape: () => {
        this.left = this.slash;
        this.close();
      },
    };
    if (!acts[event.key] || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    acts[event.key]();
  }

  close(told = "") {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.found = [];
    this.field.removeAttribute("aria-activedescendant");
    if (told || this.status.textContent === this.told) this.status.textContent = told;
  }
}

// Whether the document gives the number of the first clause to the second one, too.
const sameNumber = ([first, second]) => Boolean(first.number && first.number === second?.number);

function option(id, one) {
  const made = document.createElement("li");
  made.id = id;
  made.setAttribute("role", "option");
  const name = document.createElement("strong");
  name.textContent = one.name;
  const text = document.createElement("span");
  text.textContent = one.text;
  made.append(name, text);
  return made;
}
