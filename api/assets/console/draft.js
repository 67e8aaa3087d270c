// A draft outlives a reload and a lost connection: it is kept until its words stand in the conversation.
const plain = (text) => text.split(/\s+/).join(" ").trim();

function isSaid(text) {
  const said = document.querySelectorAll(".talk .verbatim");
  return [...said].some((one) => plain(one.dataset.said ?? one.textContent) === plain(text));
}

// What the server put into the field, such as a reply that was taken back, gives way only to what was made of it here.
export function keepDraft(field, name) {
  const kept = sessionStorage.getItem(name);
  const begun = sessionStorage.getItem(`${name}:from`) ?? "";
  if (kept && isSaid(kept)) forgetDraft(name);
  else if (kept && (!field.value || field.value === begun)) field.value = kept;
  field.addEventListener("input", () => {
    if (!field.value.trim()) return forgetDraft(name);
    sessionStorage.setItem(name, field.value);
    sessionStorage.setItem(`${name}:from`, field.defaultValue);
  });
}

export function forgetDraft(name) {
  for (const key of [name, `${name}:from`]) sessionStorage.removeItem(key);
}
