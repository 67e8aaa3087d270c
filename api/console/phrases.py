"""What staff read in the console, beside what its templates say."""

from tickets.ticket import Request, Status, TicketKind

KINDS = {
    TicketKind.CLAIM: "Претензия",
    TicketKind.DELETION: "Запрос о данных",
    TicketKind.HUMAN: "Вопрос сотруднику",
}
REQUESTS = {
    Request.ERASE: "удалить данные",
    Request.WITHDRAW: "отозвать согласие",
    Request.STOP: "прекратить обработку",
    Request.MARKETING: "не присылать рекламу",
    Request.ACCESS: "рассказать о данных",
    Request.CORRECT: "исправить данные",
}
STATUSES = {Status.NEW: "Новое", Status.TAKEN: "В работе", Status.CLOSED: "Закрыто"}
STEPS = {
    "open": "Обращение открыто",
    "take": "Взято в работу",
    "return": "Возвращено в очередь",
    "answer": "Ответ отправлен",
    "close": "Закрыто",
}
CHANNELS = {"web": "Сайт", "telegram": "Телеграм"}

WRONG_PASSWORD = "Почта или пароль не подходят."  # noqa: S105 - words, not a password
TOO_MANY_ATTEMPTS = "Слишком много попыток. Подождите минуту и попробуйте снова."
TAKEN_BY_ANOTHER = "Обращением занимается {assignee}."
WRONG_STEP = "Так нельзя: сейчас обращение в состоянии «{status}»."
EMPTY_ANSWER = "Ответ пуст: напишите хотя бы слово."
TOO_LONG_ANSWER = "Ответ слишком длинный: сократите его до 10 000 знаков."
