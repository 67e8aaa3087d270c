// What is said of what happens to a ticket, in Russian.

export const words = {
  signed: (by) => `${by}, поддержка`,
  // What happens to a ticket. `who` stands above words of the staff, or `about` below the name of who it was.
  told: {
    staff_answered: {
      who: (number) => `Ответ сотрудника по обращению ${number}`,
      about: (number) => `Ответ по обращению ${number}`,
    },
    staff_asked: {
      who: (number) => `Вопрос сотрудника по обращению ${number}`,
      about: (number) => `Вопрос по обращению ${number}`,
      more: "Ответьте, пожалуйста, здесь, следующим сообщением.",
    },
    identity_needed: {
      note: ({ number }) => `Прежде чем заняться обращением ${number}, нужно убедиться, что просите именно вы.`,
      withMail: "Подтвердите почту кодом из письма.",
      noMail: "Сотрудник напишет сюда, как это проще сделать. Сканы документов присылать не нужно.",
    },
    ticket_resolved: {
      who: (number) => `По обращению ${number} принято решение`,
      about: (number) => `По обращению ${number} принято решение`,
      more: "Если вопрос остался, обращение можно открыть снова.",
    },
    ticket_refused: {
      who: (number) => `По обращению ${number} отказано`,
      about: (number) => `По обращению ${number} отказано`,
      more:
        "Если вы не согласны, обращение можно открыть снова. " +
        "Действия оператора можно обжаловать в Роскомнадзор или в суд (ст. 17 Федерального закона № 152-ФЗ).",
    },
    ticket_closed: { note: ({ number }) => `Обращение ${number} закрыто. Если остались вопросы, напишите сюда.` },
    ticket_reopened: { note: ({ number }) => `Обращение ${number} снова открыто и ждёт сотрудника.` },
    ticket_retracted: { note: ({ number }) => `Обращение ${number} отозвано, работа над ним прекращена.` },
    ticket_duplicate: {
      note: ({ number, into }) => `Обращение ${number} повторяет обращение ${into}. Ответ придёт под номером ${into}.`,
    },
    ticket_merged: {
      note: ({ number, into }) => `Обращение ${number} объединено с обращением ${into}. Дальше — под номером ${into}.`,
    },
    request_confirmed: { note: ({ number }) => `Сотрудник уточнил, о чём обращение ${number}.` },
    term_extended: { note: ({ number }) => `Срок по обращению ${number} продлён.` },
    consent_withdrawn: {
      note: ({ number }) => `Согласие по обращению ${number} отозвано. Данные, указанные в нём, будут уничтожены.`,
    },
    data_erased: { note: ({ number }) => `Ваши данные по обращению ${number} уничтожены.` },
  },
  asked: (requests) => `Что сделать: ${requests}.`,
  nearest: (date) => `Ближайший срок: до ${date}.`,
  // What the date of an event is, where it is not the nearest of the ticket.
  dates: {
    term_extended: (date) => `Новый срок: до ${date}.`,
    consent_withdrawn: (date) => `Уничтожат до ${date}.`,
    data_erased: (date) => `Дата уничтожения: ${date}.`,
  },
  because: (text) => `Причина: ${text}`,
  by: (basis) => `Основание: ${basis}`,
  addedTo: (number) => `Дополнение к обращению ${number}`,
};
