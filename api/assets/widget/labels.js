// What the button says before anything else is loaded.

export const LABELS = {
  ru: {
    launch: "Спросить о данных",
    loading: "Открываем…",
    failed: "Не открылось. Повторить?",
    unread: (count) => `новых ответов: ${count}`,
  },
  en: {
    launch: "Ask about your data",
    loading: "Opening…",
    failed: "It did not open. Try again?",
    unread: (count) => `new answers: ${count}`,
  },
};
