// Every sentence that the widget itself says.

export const words = {
  launch: "Спросить о данных",
  title: "Вопросы о данных",
  subtitle: "Отвечаем словами политики",
  close: "Закрыть",
  person: "Позвать сотрудника",
  log: "Разговор",
  hello: "О чём хотите узнать?",
  helloMore: "Спросите обычными словами: покажу пункт политики, который об этом говорит.",
  common: [
    "Сколько вы храните мои данные?",
    "Кому вы передаёте мои данные?",
    "Что вы обо мне собираете?",
    "Хочу, чтобы мои данные удалили",
  ],
  commonLabel: "Частые вопросы",
  ask: "Ваш вопрос",
  send: "Отправить",
  searching: "Ищу пункт…",
  you: "Вы",
  staff: "Сотрудник",
  clause: (number) => (number === "преамбула" ? "Преамбула" : `Пункт ${number}`),
  edition: (id) => `Редакция ${id}`,
  open: "Открыть в политике",
  related: "Связано с",
  more: "Ещё по теме",
  noAdvice: "Это справка по тексту политики, а не юридическая консультация.",
  helpful: "Помог ли ответ?",
  thanks: "Спасибо, учтём.",
  closed: (number) => `Обращение ${number} закрыто. Если остались вопросы, напишите сюда.`,
  staffOn: (number) => `по обращению ${number}`,
  retry: "Повторить",
  offline: "Нет связи. Проверьте интернет и повторите.",
  broken: "Что-то пошло не так. Повторите через минуту.",

  back: "Назад к разговору",
  forms: {
    claim: { title: "Претензия", text: "В чём претензия", submit: "Подать претензию" },
    deletion: { title: "Запрос о данных", text: "Ваши слова", submit: "Отправить запрос" },
    human: { title: "Вопрос сотруднику", text: "Что передать сотруднику", submit: "Отправить" },
  },
  shapeLabel: "Что нужно сделать",
  shapes: {
    erase: ["Удалить мои данные", "если они больше не нужны или получены незаконно"],
    withdraw: ["Отозвать согласие", "которое вы дали раньше"],
    stop: ["Прекратить обработку", "больше не пользоваться вашими данными"],
    marketing: ["Не присылать рекламу", "рассылки, звонки, предложения"],
    access: ["Рассказать, что обо мне есть", "какие данные, откуда и зачем"],
    correct: ["Исправить данные", "если в них ошибка"],
  },
  contact: "Как с вами связаться",
  optional: "Необязательно. Ответ в любом случае придёт сюда, пока открыта эта вкладка.",
  name: "Имя",
  email: "Почта",
  phone: "Телефон",
  noScans: "Не присылайте сканы паспорта и других документов: сейчас они не нужны.",
  consentLabel: "Согласие на обработку данных",
  consentNeeded: "Чтобы отправить, отметьте согласие.",
  sending: "Отправляем…",

  receipt: "Обращение принято",
  due: (date) => `Ответим до ${date}`,
  dueHuman: "Ответ придёт сюда.",
  keep: "Сохраните номер: по нему вас узнают.",
};

const dateFormat = new Intl.DateTimeFormat("ru", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const longDate = (iso) => dateFormat.format(new Date(iso));

// Section titles are printed in capitals; among other words they read better without.
const calm = (title) =>
  title === title.toUpperCase() ? title.toLowerCase().replace(/\p{L}/u, (letter) => letter.toUpperCase()) : title;

export function calmPath(path) {
  const parts = path.split(" → ").map(calm);
  return (parts.length > 1 ? parts.slice(0, -1) : parts).join(" → ");
}
