// What only this page says, in the language that the server chose for it.
export const language = document.documentElement.lang;
export const { words } = await import(`./words.${language}.js`);
