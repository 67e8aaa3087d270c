// What is shown instead of a ticket.
import { plainly } from "../widget/client.js";
import { el } from "../widget/dom.js";
import { words } from "./words.js";

const fault = (kind, { title, text }, ...more) =>
  el("section", { class: `empty ${kind}`, role: "alert" }, el("h2", {}, title), el("p", {}, text), ...more);

export const wrongLink = () => fault("wrong-link", words.wrongLink);

export const unreached = (problem, again) =>
  fault(
    "unreached",
    { ...words.unreached, text: plainly(problem) },
    el("button", { type: "button", class: "main", onclick: again }, words.again),
  );
