// A clause, word for word, with where it stands, how to share it and why it was chosen; what few people press is loaded
// when it is pressed.
import { plainly } from "./client.js";
import { calmPath } from "./dates.js";
import { el, icon } from "./dom.js";

// Old replies, kept over a reload, lack it.
export const nameOf = (clause, words) => clause.name ?? words.clause(clause.number);

// `why` tells whom to ask what spoke for it, `say` reads out; `words` are the reply's.
export function clauseCard(clause, edition, { why, say, words }) {
  const link = (url, text) => el("a", { href: url, target: "_blank", rel: "noopener" }, text);
  const related = (clause.see ?? []).map((one) => link(one.url, one.label));
  const name = nameOf(clause, words);
  return el(
    "article",
    { class: "clause", "aria-label": name },
    el("div", { class: "place" }, el("strong", {}, name), el("span", { lang: "ru" }, calmPath(clause.path))),
    el("blockquote", { lang: "ru", tabindex: "0", role: "group", "aria-label": name }, clause.quote),
    el(
      "div",
      { class: "source" },
      el("div", { class: "ways" }, link(clause.url, words.open), copyButton(clause.url, say, words)),
      el("span", {}, words.edition(clause.edition ?? edition.id)),
      related.length > 0 &&
        el("span", {}, `${words.related} `, ...related.flatMap((one, place) => (place ? [", ", one] : [one]))),
    ),
    whyBox(why(clause), words),
  );
}

function copyButton(address, say, words) {
  const onclick = () =>
    import("./copy.js").then(
      ({ copy }) => copy(box, button, address, say, words),
      () => say(words.offline),
    );
  const button = el("button", { type: "button", class: "link", onclick }, words.copy);
  const box = el("span", { class: "copy" }, button);
  return box;
}

// «Почему этот пункт»: asked of the server only when somebody opens it.
function whyBox(asked, words) {
  const told = el("div", { class: "reasons", role: "status" });
  let known = false;
  return el("details", { class: "why", ontoggle }, el("summary", {}, words.why, icon("down")), told);

  function ontoggle({ currentTarget }) {
    if (!currentTarget.open || known) return;
    known = true;
    import("./why.js")
      .then(({ tell }) => tell(told, asked, words.locale))
      .catch((problem) => {
        known = false; // opened again, it is asked again
        told.replaceChildren(el("p", { class: "fault" }, problem.status === undefined ? words.offline : plainly(problem, words)));
      });
  }
}

// A clause to choose: its own beginning, without the lead-in of its list, and the whole of it once chosen.
function choice(clause, edition, ways) {
  const label = clause.number === "преамбула" ? "§" : (clause.label ?? clause.number);
  const beginning = clause.quote.split(`\n${clause.number}. `).pop();
  return el(
    "details",
    { class: label.includes(" ") ? "choice parted" : "choice" },
    el("summary", {}, el("strong", {}, label), el("span", { lang: "ru" }, beginning), icon("down")),
    clauseCard(clause, edition, ways),
  );
}

export const choices = (clauses, edition, ways) =>
  el("div", { class: "choices" }, ...clauses.map((clause) => choice(clause, edition, ways)));
