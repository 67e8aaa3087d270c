// The composer: modes, insertion at the cursor, drafts, keys. Without this script its buttons do the same on the server.
import { beat } from "./beat.js";
import { Choices } from "./choices.js";
import { countDown } from "./countdown.js";
import { forgetDraft, keepDraft } from "./draft.js";

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

// Who has answered before wants the latest words, and whoever reads them goes on reading as new ones come.
function followTalk() {
  const reel = document.querySelector(".reel");
  const toEnd = () => reel.scrollTo({ top: reel.scrollHeight });
  let atEnd = Boolean(reel.querySelector(".turn.staff")) && !location.hash;
  if (atEnd || location.hash === "#latest") toEnd();
  reel.addEventListener("scroll", () => {
    atEnd = reel.scrollTop + reel.clientHeight > reel.scrollHeight - 48;
  });
  document.addEventListener("live:replaced", () => atEnd && toEnd());
}

for (const fold of document.querySelectorAll(".fold")) {
  fold.addEventListener("toggle", () => {
    if (!fold.open || document.activeElement !== document.body) return; // unfolded by a click
    fold.querySelector("textarea, select, input:not([type=hidden])")?.focus();
  });
}
if (box) {
  box.classList.add("scripted");
  prepareModes();
  for (const form of box.querySelectorAll(".write[action]")) {
    const field = form.querySelector("textarea");
    const name = `draft:${box.dataset.number}:${field.id}`;
    keepDraft(field, name);
    sendByKey(field);
    form.querySelector(".back button")?.addEventListener("click", () => forgetDraft(name));
  }
  if (answer) prepareAnswer();
  beat(box, box.querySelector("input[name=form]").value);
  countDown();
}
followTalk();
