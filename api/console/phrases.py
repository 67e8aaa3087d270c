"""What staff read in the console, beside what its templates say."""

from datetime import date

from tickets.conversation import Author
from tickets.staff.member import Role
from tickets.staff.sign_in_log import Came
from tickets.terms.periods import Unit, in_words
from tickets.text.counted import counted
from tickets.ticket import SYSTEM, USER, Identity, Outcome, Request, Status, TicketKind

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
STATUSES = {
    Status.NEW: "Новое",
    Status.CHECKING: "Проверка личности",
    Status.TAKEN: "В работе",
    Status.WAITING: "Ждём человека",
    Status.RESOLVED: "Решено",
    Status.REFUSED: "Отказано",
    Status.CLOSED: "Закрыто",
    Status.DUPLICATE: "Повтор",
    Status.MERGED: "Объединено",
}
OUTCOMES = {Outcome.RESOLVED: "Решено", Outcome.REFUSED: "Отказано", Outcome.RETRACTED: "Отозвано человеком"}
IDENTITIES = {
    Identity.EMAIL: "код из письма",
    Identity.TELEGRAM: "учётная запись Telegram",
    Identity.SITE: "вход на сайте",
    Identity.STAFF: "проверил сотрудник",
}
STEPS = {
    "open": "Обращение открыто",
    "take": "Взято в работу",
    "assign": "Передано сотруднику",
    "return": "Возвращено в очередь",
    "lapse": "Вернулось в очередь само",
    "prove": "Личность подтверждена",
    "vouch": "Личность проверена сотрудником",
    "confirm": "Требования подтверждены",
    "answer": "Ответ отправлен",
    "ask": "Задан вопрос",
    "reply": "Человек ответил",
    "add": "Человек дополнил обращение",
    "extend": "Срок продлён",
    "unextend": "Продление не состоялось",
    "meet": "Одно из требований выполнено",
    "block": "Данные заблокированы",
    "unblock": "Блокировка снята",
    "withdraw_consent": "Согласие отозвано",
    "resolve": "Решено",
    "refuse": "Отказано",
    "close": "Закрыто",
    "retract": "Отозвано человеком",
    "reopen": "Открыто снова",
    "duplicate": "Отмечено как повтор",
    "merge": "Объединено с другим обращением",
    "erase": "Данные человека удалены",
    "export": "Данные выданы человеку",
    "note": "Пометка сотрудника",
}
ACTORS = {USER: "человек", SYSTEM: "программа", "operator": "оператор в терминале"}
#: What the bot did with a message, by the name of the reply it got.
BOT = {
    "Answer": "Бот ответил пунктом",
    "Suggestions": "Бот предложил пункты",
    "NoAnswer": "Бот не нашёл ответа в политике",
    "TicketOffer": "Бот предложил оформить обращение",
    "Smalltalk": "Бот поддержал разговор",
}
MEDIA = {"image": "картинка", "audio": "запись", "video": "видео", "text": "текст", "application": "документ"}
AUTHORS = {Author.USER: "Человек", Author.STAFF: "Сотрудник", Author.BOT: "Бот"}
CHANNELS = {
    "web": "Сайт",
    "telegram": "Telegram",
    "terminal": "Терминал",
    "email": "Почта",
    "staff": "Группа сотрудников",
    "webhook": "Внешняя система",
}
#: What is told, as the topics of the outbox name it.
TOPICS = {
    "staff_answered": "ответ сотрудника",
    "staff_asked": "вопрос сотрудника",
    "identity_needed": "просьба подтвердить личность",
    "ticket_opened": "обращение принято",
    "ticket_resolved": "решение",
    "ticket_refused": "отказ",
    "ticket_closed": "обращение закрыто",
    "ticket_reopened": "обращение открыто снова",
    "ticket_retracted": "обращение отозвано",
    "ticket_duplicate": "повтор другого обращения",
    "ticket_merged": "объединено с другим обращением",
    "request_confirmed": "подтверждённые требования",
    "term_extended": "продление срока",
    "consent_withdrawn": "отзыв согласия",
    "data_erased": "данные удалены",
    "email_code": "код подтверждения почты",
    "ticket_returned": "обращение вернулось в очередь",
    "ticket_assigned": "обращение передано",
    "ticket_lapsed": "обращение вернулось в очередь само",
    "user_wrote": "человек написал",
    "staff_wrote": "сотрудник написал",
    "words_arrived": "слова сотрудника дошли",
    "words_lost": "слова сотрудника не дошли",
    "user_added": "человек дополнил обращение",
    "user_left": "человек остановил бота",
    "user_returned": "человек снова пользуется ботом",
    "date_near": "срок близко",
    "extension_void": "продление не состоялось",
    "update_failed": "сообщение не обработано",
    "ticket_stepped": "шаг обращения",
    "person_reacted": "реакция человека",
    "prompt": "вопрос сотруднику в теме",
    "said": "пояснение в теме",
    "summary": "сводка",
    "digest": "утренние сроки",
    "call": "сообщение бота",
}
#: Why something was not delivered, by how the reason begins; what is not here is shown as the channel said it.
REASONS = {
    "the person left": "человек остановил бота",
    "Forbidden: bot was blocked": "человек заблокировал бота",
    "Forbidden: user is deactivated": "учётной записи Telegram больше нет",
    "Bad Request: chat not found": "такой переписки в Telegram нет",
    "Telegram asks to wait": "Telegram просит подождать",
    "there is no address": "некуда писать: адреса почты нет",
    "the mail server refuses the letter": "почтовый сервер не принимает письмо",
    "the receiver wants no more webhooks": "внешняя система больше не принимает сообщения",
    "TimeoutError": "канал не ответил вовремя",
    "Connection": "с каналом нет связи",
    "TelegramNetworkError": "с Telegram нет связи",
}

ROLE_MEANINGS = {
    Role.AGENT: "работа с обращениями",
    Role.LEAD: "ещё аналитика, доставка и передача чужих обращений",
    Role.ADMIN: "ещё сотрудники и их доступ",
}
ROLES = {Role.AGENT: "сотрудник", Role.LEAD: "руководитель", Role.ADMIN: "администратор"}

SHOWN = {
    "open": "Открытые",
    "mine": "Мои",
    "waiting": "Ждут человека",
    "overdue": "Просроченные",
    "decided": "Решённые",
    "all": "Все",
}
NOTHING_SHOWN = {
    "open": "Открытых обращений нет",
    "mine": "За вами обращений нет",
    "waiting": "От людей ничего не ждём",
    "overdue": "Просроченных обращений нет",
    "decided": "Решённых обращений пока нет",
    "all": "Обращений пока нет",
}


WHOSE = {"me": "Мои", "nobody": "Ничьи"}
DUE = {"overdue": "Просрочено", "today": "Срок сегодня", "3days": "Срок за 3 дня", "week": "Срок за неделю"}
DOING = {"looking": "смотрит", "writing": "пишет"}
LAST_WORDS = {Author.USER: "человек", Author.STAFF: "сотрудник"}
BULK = {"take": "Взято: {number}.", "return": "Возвращено в очередь: {number}.", "assign": "Передано {name}: {number}."}
NOTHING_TICKED = "Ничего не отмечено. Отметьте обращения слева от номера."


def file_size(size: int) -> str:
    """«12 КБ»; never less than one."""
    return f"{size / 2**20:.1f} МБ".replace(".", ",") if size >= 2**20 else f"{max(1, round(size / 1024))} КБ"


def media(mime: str) -> str:
    """What kind of file it is, and its type."""
    return f"{MEDIA.get(mime.partition('/')[0], 'файл')} ({mime})"


def messages(amount: int) -> str:
    """«21 сообщение»."""
    return counted(amount, "сообщение", "сообщения", "сообщений")


PREAMBLE = "преамбула"  #: the number of a policy's unnumbered beginning


def clause_name(number: str) -> str:
    """«Пункт 5.2»."""
    return "Вводная часть" if number == PREAMBLE else f"Пункт {number}"


def clause_inserted(number: str, text: str, edition: str, effective: date | None) -> str:
    """A clause as it stands in an answer: word for word, with its number and edition."""
    since = f"редакция от {effective:%d.%m.%Y}" if effective else f"редакция {edition}"
    return f"{clause_name(number)} политики, {since}:\n«{text}»"


def away(until: str) -> str:
    return f"нет до {until}"


def working_days(amount: int) -> str:
    """«ещё 5 рабочих дней»."""
    return f"ещё {in_words(amount, Unit.WORKING)}"


#: Over the sentence that says why something is refused, by status; 500 stands for the rest.
HEADINGS = {403: "Нет доступа", 404: "Не найдено", 429: "Слишком часто", 500: "Не получилось", 503: "Сервис занят"}

WRONG_PASSWORD = "Почта или пароль не подходят."  # noqa: S105 - words, not a password
WRONG_CODE = "Код не подошёл. Дождитесь нового в приложении или введите запасной."
TOO_MANY_CODES = "Слишком много попыток. Подождите пять минут и попробуйте снова."
#: Over «Профиль», by what has just been done.
ACCOUNT_DONE = {
    "password": "Пароль изменён. На других устройствах нужно войти заново.",
    "ended": "Сеанс завершён.",
    "totp-off": "Второй фактор отключён.",
}
#: What became of a sign-in.
CAME = {
    Came.IN: "Вход",
    Came.HALFWAY: "Пароль подошёл, спрошен код",
    Came.WRONG_PASSWORD: "Пароль не подошёл",
    Came.WRONG_CODE: "Код не подошёл",
    Came.PASSWORD_CHANGED: "Пароль изменён",
}
UNKNOWN_DEVICE = "неизвестный браузер"
TOO_MANY_ATTEMPTS = "Слишком много попыток. Подождите минуту и попробуйте снова."
