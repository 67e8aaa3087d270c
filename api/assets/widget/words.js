// Every sentence that the widget itself says, in the language that it speaks now; another is loaded for replies in it.

export let words = {}; // a live binding: whoever reads it later reads the new language
let language;
const learnt = new Map(); // what the conversation says, by language

export async function learn(wanted) {
  if (!learnt.has(wanted)) learnt.set(wanted, (await import(`./words.${wanted}.js`)).words);
}

export async function speak(wanted) {
  await learn(wanted);
  language = wanted;
  words = { ...words, ...learnt.get(wanted) };
}

// All that stands around the clauses of one reply is in the language that the server gave it, whatever the window
// speaks: a site's own choice goes to the server with each question.
export const wordsOf = (message) => learnt.get(message.language) ?? words;

export async function speakOfTickets() {
  const parts = ["tickets", "told"].map((part) => import(`./words.${part}.${language}.js`));
  for (const { words: more } of await Promise.all(parts))
    words = { ...words, ...more, problems: { ...words.problems, ...more.problems } };
}

// What is asked, in a row: «удалить мои данные, прекратить обработку».
export const shapeNames = (requests) =>
  requests.map((request) => words.shapes[request]?.[0].replace(/^./, (letter) => letter.toLowerCase())).join(", ");
