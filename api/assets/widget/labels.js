// What the button says before anything else is loaded.

export const LABELS = {
  ru: {
    launch: "[launch]",
    loading: "Открываем…",
    failed: "Не открылось. Повторить?",
    unread: (count) => `новых ответов: ${count}`,
  },
  en: {
    launch: "[launch in English]",
    loading: "Opening…",
    failed: "It did not open. Try again?",
    unread: (count) => `new answers: ${count}`,
  },
};
