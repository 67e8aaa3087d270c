"""What staff read in the console, beside what its templates say."""

import math
from datetime import timedelta

from desk.file_types import ForbiddenType, OtherThanNamed
from russian.numbers import counted
from tickets.record.attachment import LARGEST, ShelfAway, TooLarge
from tickets.record.labels import ROLES, STEPS
from tickets.staff.member import Role
from tickets.staff.session import Came
from tickets.terms.periods import Unit, in_words

#: What the bot did with a message, by the name of the reply it got.
BOT = {
    "Answer": "Бот ответил пунктом",
    "Suggestions": "Бот предложил пункты",
    "NoAnswer": "Бот не нашёл ответа в документах",
    "TicketOffer": "Бот предложил оформить обращение",
    "Smalltalk": "Бот поддержал разговор",
    "Relayed": "Бот сразу показал человеку пункт",
}
#: What an answer says that is nothing but a file, or several.
ONLY_FILES = ("Файл во вложении.", "Файлы во вложении.")
#: Why a file cannot go with an answer, behind its name.
FILE_FAULTS: dict[type[Exception], str] = {
    ForbiddenType: "такого вида, какой не принимается",
    OtherThanNamed: "внутри не то, что обещает его имя",
    TooLarge: f"больше {LARGEST // 1024**2} МБ",
    ShelfAway: "сейчас не сохранить",
}
MEDIA = {"image": "картинка", "audio": "запись", "video": "видео", "text": "текст", "application": "документ"}
#: What is told, as the topics of the outbox name it.
TOPICS = {
    "staff_answered": "ответ сотрудника",
    "staff_asked": "вопрос сотрудника",
    "identity_needed": "просьба подтвердить личность",
    "person_waits": "уведомления сотрудникам",
    "knock": "уведомление «Есть новое»",
    "morning": "утреннее письмо",
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
    "user_left": "человек заблокировал бота",
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
ROLE_MEANINGS = {
    Role.AGENT: "работа с обращениями",
    Role.LEAD: "ещё аналитика, доставка и передача чужих обращений",
    Role.ADMIN: "ещё сотрудники и их доступ",
}

LISTS = {
    "answer": "Требуют ответа",
    "open": "Открытые",
    "mine": "Мои",
    "waiting": "Ждём человека",
    "overdue": "Просроченные",
    "decided": "Решённые",
    "all": "Все",
}
ORDERS = {
    "wait": "кто дольше ждёт",
    "due": "ближайший срок",
    "received": "новые обращения",
    "words": "новые слова",
}
NONE_IN_LIST = {
    "answer": "Все ответы даны",
    "open": "Открытых обращений нет",
    "mine": "За вами обращений нет",
    "waiting": "От людей ничего не ждём",
    "overdue": "Просроченных обращений нет",
    "decided": "Решённых обращений пока нет",
    "all": "Обращений пока нет",
}


NEXT_TO_COME = "Новые обращения появятся здесь сами."
NEXT_IN_LIST = {"answer": "Никто не ждёт. Когда кто-нибудь напишет, обращение появится здесь само."}

WHOSE = {"me": "Мои", "nobody": "Ничьи"}
DUE = {"overdue": "Просрочено", "today": "Срок сегодня", "3days": "Срок за 3 дня", "week": "Срок за неделю"}
DOING = {"looking": "смотрит", "writing": "пишет"}
BULK = {
    "take": "Взято в работу: {number}.",
    "return": "Возвращено в очередь: {number}.",
    "assign": "Передано {name}: {number}.",
}
NOTHING_TICKED = "Ничего не отмечено. Отметьте обращения слева от номера."


#: Beside a file that is a picture.
NOT_SHOWN = "Показать здесь нельзя: картинка слишком большая или повреждена. Её можно скачать."


def file_size(size: int) -> str:
    """«12 КБ»; never less than one."""
    return f"{size / 2**20:.1f} МБ".replace(".", ",") if size >= 2**20 else f"{max(1, round(size / 1024))} КБ"


def media(mime: str) -> str:
    """What kind of file it is, and its type."""
    return f"{MEDIA.get(mime.partition('/')[0], 'файл')} ({mime})"


GUEST = "Гость"  #: who has not told a name
WORDLESS = "Файл без слов"
ONE_DAY = timedelta(days=1)


def how_long(wait: timedelta) -> str:
    """«5 мин», «3 ч», «2 дн.»; `console/waits.js` says the same as time goes on."""
    minutes = max(0, int(wait.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} мин" if minutes else "только что"
    return f"{minutes // 60} ч" if wait < 2 * ONE_DAY else f"{wait.days} дн."


def messages(amount: int) -> str:
    """«21 сообщение»."""
    return counted(amount, "сообщение", "сообщения", "сообщений")


def away(until: str) -> str:
    return f"нет до {until}"


def working_days(amount: int) -> str:
    """«ещё 5 рабочих дней»."""
    return f"ещё {in_words(amount, Unit.WORKING)}"


#: Over the sentence that says why something is refused, by status; 500 stands for the rest.
HEADINGS = {403: "Нет доступа", 404: "Не найдено", 429: "Слишком часто", 500: "Не получилось", 503: "Сервис занят"}

WRONG_PASSWORD = "Почта или пароль не подходят."  # noqa: S105 - words, not a password
WRONG_CODE = "Код не подошёл. Дождитесь нового в приложении или введите запасной."
#: Over «Профиль», by what has just been done.
ACCOUNT_DONE = {
    "name": "Имя сохранено.",
    "password": "Пароль изменён. На других устройствах нужно войти заново.",
    "ended": "Сеанс завершён.",
    "totp-off": "Второй фактор отключён.",
    "push-off": "Уведомления в том браузере выключены.",
    "morning": "Выбор сохранён.",
}
#: What became of a sign-in.
CAME = {
    Came.IN: "Вход",
    Came.HALFWAY: "Пароль подошёл, спрошен код",
    Came.WRONG_PASSWORD: "Пароль не подошёл",
    Came.WRONG_CODE: "Код не подошёл",
    Came.PASSWORD_CHANGED: "Пароль изменён",
}
#: What members do beside the steps of tickets; some are followed by a role.
_ACTS = {
    "take_back": "ответ отменён до отправки",
    "correct": "ответ исправлен",
    "member.add": "заведён сотрудник",
    "member.role": "назначена роль",
    "member.password": "задан пароль",
    "member.disable": "закрыт вход",
    "member.enable": "снова открыт вход",
    "member.name": "изменено имя для людей",
    "member.away": "отмечено отсутствие",
    "member.back": "отмечено возвращение",
    "member.link_code": "выдан код для Telegram",
    "member.link": "привязан Telegram",
    "member.unlink": "отвязан Telegram",
    "factor.on": "подключён второй фактор",
    "factor.off": "снят второй фактор",
    "factor.codes": "выданы новые запасные коды",
    "sessions.end": "завершены сеансы",
    "sign_out": "выход",
    "push.on": "включены уведомления в браузере",
    "push.off": "выключены уведомления в браузере",
    "canned.write": "написан шаблон",
    "canned.change": "изменён шаблон",
    "canned.drop": "удалён шаблон",
    "document.add": "добавлена редакция",
    "document.publish": "публикация редакции",
    "document.undo": "публикация отменена",
    "outbox.retry": "отправка повторена",
    "outbox.drop": "отправка отменена",
    "keys.accept": "признаны другие ключи",
    "keys.rotate": "данные зашифрованы новым ключом",
    "denied": "отказано, нужна роль",
}
UNKNOWN_DEVICE = "неизвестный браузер"


def too_many_attempts(seconds: int) -> str:
    """«… через 5 минут.»; in whole minutes, or hours from two on."""
    minutes = max(1, math.ceil(seconds / 60))
    hours = math.ceil(minutes / 60)
    wait = counted(minutes, "минуту", "минуты", "минут") if minutes < 120 else counted(hours, "час", "часа", "часов")
    return f"Слишком много попыток. Попробуйте снова через {wait}."


def act(name: str) -> str:
    """What was done, as the audit log names it; what this version does not know stands as it is."""
    group, _, last = name.rpartition(".")
    if group == "sign_in":
        return CAME[Came(last)].lower()
    if group in _ACTS:
        return f"{_ACTS[group]}: {ROLES[Role(last)]}"
    return _ACTS.get(name) or STEPS[name].staff
