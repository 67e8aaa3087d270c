// On a phone the cards beside a talk begin as lines; where there is room they stand open. A link to one opens it.
const NARROW = matchMedia("(max-width: 60rem)");

function unfold() {
  const named = document.getElementById(location.hash.slice(1))?.closest(".side-fold");
  if (!named) return;
  named.open = true;
  named.scrollIntoView();
}

if (NARROW.matches) for (const fold of document.querySelectorAll(".side-fold")) fold.open = false;
addEventListener("hashchange", unfold);
unfold();
