// Every sentence that the widget itself says, in the language that it speaks now. Only that one is loaded.

export let words = {}; // a live binding: whoever reads it later reads the new language
let language;

export async function speak(wanted) {
  const { words: talk } = await import(`./words.${wanted}.js`);
  language = wanted;
  words = { ...words, ...talk };
}

export async function speakOfTickets() {
  const parts = ["tickets", "told"].map((part) => import(`./words.${part}.${language}.js`));
  for (const { words: more } of await Promise.all(parts))
    words = { ...words, ...more, problems: { ...words.problems, ...more.problems } };
}

// What is asked, in a row: «удалить мои данные, прекратить обработку».
export const shapeNames = (requests) =>
  requests.map((request) => words.shapes[request]?.[0].replace(/^./, (letter) => letter.toLowerCase())).join(", ");
