// The composer: modes, insertion at the cursor, drafts, keys. Without this script its buttons do the same on the server.
import { beat } from "./beat.js";
import { Choices } from "./choices.js";
import { countDown } from "./countdown.js";
import { forgetDraft, keepDraft } from "./draft.js";
import { Files } from "./files.js";
import { markBy } from "./marks.js";

const box = document.querySelector(".composer");
const answer = document.querySelector("#answer-text");
const MOST = 8;

function insert(text, start = answer.selectionStart, end = answer.selectionEnd) {
  const before = answer.value.slice(0, start);
  const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  answer.setRangeText(`${before.trim() ? lead : ""}${text}\n`, start, end, "end");
  answer.dispatchEvent(new InputEvent("input", { bubbles: true }));
  answer.focus();
  answer.scrollTop = answer.scrollHeight;
}

async function clauses(words, signal) {
  const response = await fetch(`/console/clauses?${new URLSearchParams({ q: words })}`, { signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

function canned(words) {
  const ready = [...box.querySelectorAll("#canned option[data-insert]")];
  const named = ready.filter((one) => one.textContent.toLowerCase().includes(words.toLowerCase()));
  return named.slice(0, MOST).map((one) => ({
    name: one.textContent,
    text: one.dataset.insert,
    insert: one.dataset.insert,
  }));
}

function prepareAnswer() {
  const status = document.querySelector("#answer-hint");
  new Choices(answer, document.querySelector("#answer-choices"), status, { clauses, canned, insert });
  new Files(answer.form, (count) => (answer.required = !count)); // a file may go alone
  markBy(box.querySelector(".marks"), answer);
  for (const chip of box.querySelectorAll(".chip")) {
    chip.addEventListener("click", (event) => {
      event.preventDefault();
      insert(chip.dataset.insert);
    });
  }
  const select = box.querySelector("#canned");
  select?.addEventListener("change", () => {
    const chosen = select.selectedOptions[0].dataset.insert;
    select.selectedIndex = 0;
    if (chosen) insert(chosen);
  });
}

// As high as its words, where the browser does not do so itself.
function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  field.addEventListener("input", fit);
  fit();
}

function sendByKey(field) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form.requestSubmit();
  });
}

function prepareModes() {
  for (const mode of box.querySelectorAll("[name=mode]")) {
    mode.addEventListener("click", (event) => {
      const pressed = event.detail > 0 || document.activeElement !== mode; // not when arrows walk through them
      if (pressed) document.querySelector(`#${mode.value}-text`).focus();
    });
  }
}

// Whoever comes reads the latest words, and goes on reading as new ones come; where none followed the wish, the wish.
function followTalk() {
  const reel = document.querySelector(".reel");
  const toEnd = () => reel.scrollTo({ top: reel.scrollHeight });
  const { hash } = location;
  let atEnd = Boolean(reel.querySelector(".talk-section > .talk > .turn")) && (!hash || hash === "#reply");
  if (atEnd || hash === "#latest") toEnd();
  addEventListener("resize", () => atEnd && toEnd()); // as when a keyboard comes up
  reel.addEventListener("scroll", () => {
    atEnd = reel.scrollTop + reel.clientHeight > reel.scrollHeight - 48;
  });
  document.addEventListener("live:replaced", () => atEnd && toEnd());
}

if (box) {
  box.classList.add("scripted");
  prepareModes();
  for (const form of box.querySelectorAll(".write[action]")) {
    const field = form.querySelector("textarea");
    const name = `draft:${box.dataset.number}:${field.id}`;
    keepDraft(field, name);
    sendByKey(field);
    grow(field);
    form.querySelector(".back button")?.addEventListener("click", () => forgetDraft(name));
  }
  if (answer) prepareAnswer();
  beat(box, box.querySelector("input[name=form]").value);
  countDown();
}
followTalk();
