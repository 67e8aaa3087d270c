// Every sentence that the widget itself says, in the language that it speaks now. Only that one is loaded.

export let words = {}; // a live binding: whoever reads it later reads the new language
let language;
const learnt = new Map(); // words of the conversation, by language

async function load(wanted) {
  if (!learnt.has(wanted)) learnt.set(wanted, (await import(`./words.${wanted}.js`)).words);
  return learnt.get(wanted);
}

export async function speak(wanted) {
  const talk = await load(wanted);
  language = wanted;
  words = { ...words, ...talk };
}

// A reply is in one language, which the server tells. Where its words do not come, those of the window stand in.
export const learn = (message) => message?.language && load(message.language).catch(() => {});
export const wordsOf = (message) => learnt.get(message.language) ?? words;

export async function speakOfTickets() {
  const parts = ["tickets", "told"].map((part) => import(`./words.${part}.${language}.js`));
  for (const { words: more } of await Promise.all(parts))
    words = { ...words, ...more, problems: { ...words.problems, ...more.problems } };
}
