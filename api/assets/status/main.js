// The page of one ticket. Its number is in the address, its key after «#», where no server sees it.
import { Client } from "../widget/client.js";
import { Tickets } from "../widget/tickets.js";
import { speak, speakOfTickets } from "../widget/words.js";
import { wrongLink, unreached } from "./faults.js";
import { ticketPage } from "./page.js";
import { language } from "./words.js";

const EVERY = 20_000; // ms between looks at a ticket that is being looked at

const place = document.querySelector("#status");
let watching = null;

// A client that hands on whole tickets as they come: what the widget keeps of them is too little here.
class WatchedClient extends Client {
  onState = () => {};

  async ticket(ticket) {
    return this.#told(await super.ticket(ticket));
  }

  async step(ticket, name, body, key) {
    return this.#told(await super.step(ticket, name, body, key));
  }

  #told(answer) {
    if (answer.events) this.onState(answer);
    return answer;
  }
}

async function open() {
  clearInterval(watching);
  const number = decodeURIComponent(location.pathname.split("/").pop());
  const token = location.hash.slice(1);
  if (!/^[\w-]{20,}$/.test(token)) return put(wrongLink());
  const client = new WatchedClient(new URL("/", location.href));
  try {
    const state = await client.ticket({ number, token });
    const memory = { tickets: [], save: () => {} }; // nothing is written into this browser
    const tickets = new Tickets(client, memory);
    tickets.add({ ...state, token }, state.identity.email ?? undefined);
    const page = ticketPage({ tickets, state });
    client.onState = page.show;
    put(page.body);
    const look = () => document.hidden || tickets.refresh(number).then(page.reached, page.lost);
    watching = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
    addEventListener("online", look);
  } catch (problem) {
    put([401, 404].includes(problem.status) ? wrongLink() : unreached(problem, open));
  }
}

function put(...parts) {
  place.replaceChildren(...parts);
  place.removeAttribute("aria-busy");
}

await speak(language);
await speakOfTickets();
addEventListener("hashchange", open);
await open();
