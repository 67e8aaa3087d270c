// A draft outlives a reload and a lost connection: it is kept until its words stand in the conversation.
const plain = (text) => text.split(/\s+/).join(" ").trim();

function isSaid(text) {
  const said = document.querySelectorAll(".talk .verbatim");
  return [...said].some((one) => plain(one.textContent) === plain(text));
}

export function keepDraft(field, name) {
  const kept = sessionStorage.getItem(name);
  if (kept && isSaid(kept)) sessionStorage.removeItem(name);
  else if (kept && !field.value) field.value = kept;
  field.addEventListener("input", () => {
    if (field.value.trim()) sessionStorage.setItem(name, field.value);
    else sessionStorage.removeItem(name);
  });
}

export const forgetDraft = (name) => sessionStorage.removeItem(name);
