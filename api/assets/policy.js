// Comforts of the policy page. All of it can be read, searched and linked to without them.

const main = document.querySelector(".text");
const news = Object.assign(document.createElement("p"), { className: "said" });
news.setAttribute("role", "status");
main.append(news);

function button(label, text, onclick) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, onclick });
  made.setAttribute("aria-label", label);
  return made;
}

// «Copy link» beside each clause.
async function copy(anchor, name) {
  const link = new URL(location.pathname, location.origin);
  const edition = new URLSearchParams(location.search).get("edition");
  if (edition) link.searchParams.set("edition", edition);
  link.hash = anchor;
  const copied = await navigator.clipboard.writeText(link.href).then(
    () => true,
    () => false,
  );
  if (!copied) location.hash = anchor; // from there it can be copied by hand
  news.textContent = copied ? `Ссылка на пункт ${name} скопирована` : "Скопируйте ссылку из строки адреса";
  clearTimeout(copy.timer);
  copy.timer = setTimeout(() => (news.textContent = ""), 4000);
}

for (const place of document.querySelectorAll(".text [id]")) {
  const name = place.dataset.clause ?? place.id; // a repeated number is told with its part
  const made = button(`Скопировать ссылку на пункт ${name}`, "", () => copy(place.id, name));
  made.className = "copy";
  place.append(made);
}

// From one clause that was found to the next.
const found = [...document.querySelectorAll(".text .found")];
if (found.length) {
  let at = found.findIndex((one) => `#${one.id}` === decodeURIComponent(location.hash));
  const go = (by) => {
    at = (at + by + found.length) % found.length;
    found[at].scrollIntoView({ block: "center" });
    found.forEach((one, place) => one.classList.toggle("current", place === at));
    count.textContent = `${at + 1} из ${found.length}`;
  };
  const count = Object.assign(document.createElement("span"), { textContent: `${found.length}` });
  count.setAttribute("role", "status");
  const walk = document.createElement("div");
  walk.className = "walk";
  const before = button("Предыдущий найденный пункт", "↑", () => go(-1));
  const after = button("Следующий найденный пункт", "↓", () => go(1));
  walk.append(before, count, after);
  document.querySelector(".results").append(walk);
}

// «/» leads to the search, as on many sites with long texts.
document.addEventListener("keydown", (event) => {
  const typing = /input|textarea/i.test(event.target.tagName);
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
  event.preventDefault();
  document.querySelector("#q").focus();
});

// The section that is being read is marked in the contents; at the very end it is the last one.
const links = [...document.querySelectorAll(".contents a")];
const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
let waiting = false;

function mark() {
  waiting = false;
  const root = document.documentElement;
  const atEnd = scrollY + innerHeight >= root.scrollHeight - 4;
  const passed = heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 3).length;
  const now = atEnd && scrollY ? links.length : passed;
  links.forEach((link, place) => link.toggleAttribute("aria-current", place === now - 1));
  links[now - 1]?.setAttribute("aria-current", "location");
}

addEventListener(
  "scroll",
  () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  },
  { passive: true },
);
mark();

document.querySelector(".search").append(
  Object.assign(document.createElement("button"), {
    type: "button",
    className: "print",
    textContent: "Распечатать",
    onclick: () => print(),
  }),
);
