"""Labels: what each thing about a ticket is called, in the words of its person and in the words of staff.

Every edge takes its names from here, so that one thing has one name; the sentences around them are the edges' own.
They begin small: `capital` is for those that begin a line. The scripts of the widget and of a ticket's page hold the
same names, which `tests/tickets/record/test_labels.py` compares.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tickets.record.address import LONGEST, LONGEST_NAME, EmailFault
from tickets.record.clock import UNCLEAR
from tickets.record.conversation import Author
from tickets.record.ticket import SYSTEM, USER, Identity, Outcome, Request, Status, Ticket, TicketKind
from tickets.staff.member import OPERATOR, Role
from tickets.terms.claim import CLAIM, TITLE
from tickets.terms.periods import periods


@dataclass(frozen=True, slots=True)
class Name:
    """To the person, in Russian and in English."""

    ru: str
    en: str

    def to(self, language: object) -> str:
        """Russian for those whose language the product does not speak."""
        return self.en if language == "en" else self.ru


@dataclass(frozen=True, slots=True)
class Names(Name):
    """To the person, and to staff."""

    staff: str


@dataclass(frozen=True, slots=True)
class KindNames(Names):
    """Staff also count tickets."""

    many: str
    of_many: str


class ByName(dict[str, Names]):
    """Names of what rows name by a string; what is not here, as of a later version, gets its names made."""

    def __init__(self, known: Mapping[str, Names], unknown: Callable[[str], Names]) -> None:
        super().__init__(known)
        self._unknown = unknown

    def __missing__(self, name: str) -> Names:
        return self._unknown(name)


def _itself(name: str) -> Names:
    return Names(name, name, name)


KINDS: Mapping[TicketKind, KindNames] = {
    TicketKind.CLAIM: KindNames("претензия", "claim", "претензия", "претензии", "претензий"),
    TicketKind.DELETION: KindNames(
        "запрос о данных", "data request", "запрос о данных", "запросы о данных", "запросов о данных"
    ),
    TicketKind.HUMAN: KindNames(
        "вопрос сотруднику", "question for a person", "вопрос сотруднику", "вопросы сотруднику", "вопросов сотруднику"
    ),
}
REQUESTS: Mapping[Request, Names] = {
    Request.ERASE: Names("удалить мои данные", "delete my data", "удалить данные"),
    Request.WITHDRAW: Names("отозвать согласие", "withdraw my consent", "отозвать согласие"),
    Request.STOP: Names("прекратить обработку", "stop processing", "прекратить обработку"),
    Request.MARKETING: Names("не присылать рекламу", "stop advertising", "не присылать рекламу"),
    Request.ACCESS: Names("показать мои данные", "show my data", "показать данные"),
    Request.CORRECT: Names("исправить мои данные", "correct my data", "исправить данные"),
    Request.BLOCK: Names("заблокировать мои данные", "block my data", "заблокировать данные"),
}
NOT_CLEAR = Names("уточняем, чего вы просите", "we are making clear what you ask for", "не ясно, чего просит")
STATUSES: Mapping[Status, Names] = {
    Status.NEW: Names("ждёт сотрудника", "waiting for a person", "в очереди"),
    Status.CHECKING: Names("проверяем, что просите вы", "checking that it is you", "проверка личности"),
    Status.TAKEN: Names("в работе", "in progress", "в работе"),
    Status.WAITING: Names("ждём вашего ответа", "waiting for your answer", "ждём человека"),
    Status.RESOLVED: Names("решено", "resolved", "решено"),
    Status.REFUSED: Names("отказано", "refused", "отказано"),
    Status.CLOSED: Names("закрыто", "closed", "закрыто"),
    Status.DUPLICATE: Names("повторяет другое обращение", "repeats another request", "повтор"),
    Status.MERGED: Names("объединено с другим обращением", "joined with another request", "объединено"),
}
OUTCOMES: Mapping[Outcome, Names] = {
    Outcome.RESOLVED: Names("решено", "resolved", "решено"),
    Outcome.REFUSED: Names("отказано", "refused", "отказано"),
    Outcome.RETRACTED: Names("отозвано вами", "taken back by you", "отозвано человеком"),
}
#: Only staff are told.
IDENTITIES: Mapping[Identity, str] = {
    Identity.EMAIL: "код из письма",
    Identity.TELEGRAM: "учётная запись Telegram",
    Identity.SITE: "вход на сайте",
    Identity.STAFF: "проверил сотрудник",
}
#: What a date is for, to the person; staff read `what_is_due`. A request is named so, too, where it is a thing.
PERIODS: Mapping[str, Name] = {
    "claim": Name("ответ на претензию", "answer to the claim"),
    "access": Name("сведения о данных", "information about the data"),
    "correct": Name("исправление данных", "correction of data"),
    "block": Name("блокирование и проверка данных", "blocking and check of data"),
    UNCLEAR: Name("уточнение запроса", "making the request clear"),
    "erase": Name("удаление данных", "deletion of data"),
    "withdraw": Name("отзыв согласия", "withdrawal of consent"),
    "stop": Name("прекращение обработки", "end of processing"),
    "marketing": Name("отказ от рекламы", "end of advertising"),
    "distribution": Name("прекращение распространения", "end of publication"),
    "automated": Name("ответ на возражение", "answer to the objection"),
    "unlawful": Name("прекращение нарушения", "end of the breach"),
    "destroy": Name("уничтожение данных", "destruction of data"),
    "purpose": Name("уничтожение данных", "destruction of data"),
    "regulator": Name("ответ Роскомнадзору", "answer to Roskomnadzor"),
    "leak": Name("сообщение об утечке", "notice of the leak"),
    "leak_report": Name("отчёт об утечке", "report on the leak"),
    "longest_block": Name("уничтожение данных", "destruction of data"),
}
#: What has happened to a ticket, by the step of its event.
STEPS: Mapping[str, Names] = ByName(
    {
        "open": Names("обращение получено", "we have received the request", "обращение открыто"),
        "take": Names("взято в работу", "a person is handling it", "взято в работу"),
        "assign": Names("передано сотруднику", "passed on to a person", "передано сотруднику"),
        "return": Names("возвращено в очередь", "put back into the queue", "возвращено в очередь"),
        "lapse": Names("вернулось в очередь само", "went back into the queue", "вернулось в очередь само"),
        "prove": Names(
            "подтверждено, что просите вы", "confirmed that it is you who is asking", "личность подтверждена"
        ),
        "vouch": Names(
            "сотрудник убедился, что просите вы", "we have checked that it is you who is asking", "личность проверена"
        ),
        "confirm": Names(
            "сотрудник уточнил, о чём обращение", "made clear what the request is about", "требования подтверждены"
        ),
        "answer": Names("сотрудник ответил", "we answered", "ответ отправлен"),
        "ask": Names("сотрудник задал вопрос", "we asked a question", "задан вопрос"),
        "reply": Names("вы ответили", "you answered", "человек ответил"),
        "add": Names("вы дополнили обращение", "you added to the request", "человек дополнил обращение"),
        "complain": Names(
            "вы напомнили, что срок прошёл", "you reminded us that the date has passed", "жалоба, что срок прошёл"
        ),
        "extend": Names("срок продлён", "the date was moved", "срок продлён"),
        "unextend": Names("продление не состоялось", "the first date stands again", "продление не состоялось"),
        "meet": Names("часть запроса выполнена", "a part of the request is done", "одно из требований выполнено"),
        "block": Names(
            "данные не используются, пока идёт проверка",
            "the data is not used while it is being checked",
            "данные заблокированы",
        ),
        "unblock": Names("проверка данных закончена", "the check of the data is over", "блокировка данных снята"),
        "withdraw_consent": Names("вы отозвали согласие", "you withdrew the consent", "согласие отозвано"),
        "resolve": Names("обращение решено", "the request is resolved", "решено"),
        "refuse": Names("в обращении отказано", "the request is refused", "отказано"),
        "close": Names("обращение закрыто", "the request is closed", "закрыто"),
        "rate": Names("вы оценили, как мы помогли", "you told us whether we helped", "человек оценил помощь"),
        "retract": Names("вы отозвали обращение", "you took the request back", "отозвано человеком"),
        "reopen": Names("обращение открыто снова", "the request is open again", "открыто снова"),
        "duplicate": Names("продолжается под другим номером", "it goes on under another number", "отмечено как повтор"),
        "merge": Names(
            "объединено с другим обращением", "it was joined with another request", "объединено с другим обращением"
        ),
        "erase": Names("данные уничтожены", "the data has been destroyed", "данные человека удалены"),
        "export": Names("данные выданы вам", "the data was given to you", "данные выданы человеку"),
        "note": Names("пометка сотрудника", "a note of the staff", "пометка сотрудника"),
        "mute": Names("отвечает только сотрудник", "only a person answers", "показ пунктов выключен"),
        "unmute": Names("программа снова помогает ответами", "the program answers, too", "показ пунктов включён"),
    },
    _itself,
)
#: What staff can do with a ticket, by the step that it is.
ACTS: Mapping[str, str] = {
    "take": "взять в работу",
    "assign": "передать сотруднику",
    "return": "вернуть в очередь",
    "answer": "ответить",
    "ask": "спросить и ждать ответа",
    "vouch": "подтвердить личность",
    "confirm": "подтвердить, чего просит человек",
    "extend": "продлить срок",
    "meet": "отметить одно требование выполненным",
    "block": "заблокировать данные",
    "unblock": "снять блокировку",
    "resolve": "решить",
    "refuse": "отказать",
    "close": "закрыть",
    "reopen": "открыть снова",
    "duplicate": "отметить как повтор",
    "merge": "объединить с другим обращением",
    "note": "оставить пометку",
    "mute": "не показывать пункты документа сразу",
    "unmute": "показывать пункты документа сразу",
}
#: What the bot does with the policy's clauses while staff hold a ticket, by whether it is muted; only staff are told.
CLAUSES: Mapping[bool, str] = {
    False: "на ясный вопрос бот сразу даёт пункт, и вы это увидите",
    True: "бот их не показывает, отвечает только сотрудник",
}
#: What a person can do with their own ticket, by the step that it is.
OWN_ACTS: Mapping[str, Name] = {
    "add": Name("дополнить", "add something"),
    "close": Name("закрыть, вопрос решён", "close, it is settled"),
    "reopen": Name("открыть снова", "open again"),
    "retract": Name("отозвать обращение", "take the request back"),
    "withdraw_consent": Name("отозвать согласие", "withdraw the consent"),
}
#: The question after the end, and its answers by whether the person was helped; what staff read of them.
HELPED_ASK = Name("Помогли ли мы?", "Did we help?")
HELPED: Mapping[bool, Names] = {
    True: Names("Да", "Yes", "помогли"),
    False: Names("Не совсем", "Not quite", "не совсем помогли"),
}
AUTHORS: Mapping[Author, Names] = {
    Author.USER: Names("вы", "you", "человек"),
    Author.STAFF: Names("сотрудник", "staff", "сотрудник"),
    Author.BOT: Names("программа", "the program", "бот"),
}
#: By whom a step was taken; who of the staff it was is their data, and not told to the person.
ACTORS: Mapping[str, Names] = ByName(
    {
        USER: Names("вы", "you", "человек"),
        SYSTEM: Names("программа", "the program", "программа"),
        OPERATOR: Names("сотрудник", "staff", "оператор в терминале"),
    },
    lambda email: Names("сотрудник", "staff", email),
)
CHANNELS: Mapping[str, Names] = ByName(
    {
        "web": Names("сайт", "website", "сайт"),
        "telegram": _itself("Telegram"),
        "terminal": Names("терминал", "terminal", "терминал"),
        "email": Names("почта", "e-mail", "почта"),
        "staff": Names("группа сотрудников", "staff", "группа сотрудников"),
        "webhook": Names("внешняя система", "another system", "внешняя система"),
        "push": Names("браузер сотрудника", "a browser of staff", "браузер сотрудника"),
    },
    _itself,
)
ROLES: Mapping[Role, str] = {Role.AGENT: "сотрудник", Role.LEAD: "руководитель", Role.ADMIN: "администратор"}
#: What is wrong with an e-mail address, in a sentence.
EMAIL_FAULTS: Mapping[EmailFault, Name] = {
    EmailFault.SHAPE: Name("Нужен адрес вида name@example.ru.", "An address like name@example.com is needed."),
    EmailFault.SEVERAL: Name(
        "Здесь больше одного адреса: оставьте один.", "There is more than one address here: please leave one."
    ),
    EmailFault.SCRIPTS: Name(
        "В адресе смешаны буквы двух алфавитов, например русская «а» среди латинских: наберите его заново.",
        "The address mixes letters of two alphabets, such as a Russian “а” among Latin ones: please type it anew.",
    ),
    EmailFault.DOTS: Name(
        "В адресе лишняя точка: она стоит с краю или две подряд.",
        "There is a dot too many in the address: at an end, or two in a row.",
    ),
    EmailFault.LENGTH: Name(
        f"Адрес слишком длинный: до «@» — не больше {LONGEST_NAME} знаков, всего — не больше {LONGEST}.",
        f"The address is too long: {LONGEST_NAME} characters at most before the “@”, {LONGEST} in all.",
    ),
    EmailFault.SITE: Name(
        "После «@» должно стоять имя сайта, например mail.ru.",
        "After the “@” the name of a site is needed, such as mail.ru.",
    ),
    EmailFault.SIGNS: Name(
        "В адресе есть знак, которого там не бывает, например пробел или запятая.",
        "There is a sign in the address that cannot be there, such as a space or a comma.",
    ),
}


def asked(ticket: Ticket) -> tuple[Names, ...]:
    """What a ticket asks about data, the last of it that something is not clear yet."""
    named = tuple(REQUESTS[request] for request in ticket.requests)
    return (*named, NOT_CLEAR) if ticket.unclear else named


def what_is_due(period: str) -> str:
    """What is to be done by a date, to staff; a period that the table no longer has is called by its name."""
    if period == UNCLEAR:
        return "Уточнить, чего просит человек"
    if period == CLAIM:
        return TITLE
    return periods()[period].title if period in periods() else period


def capital(text: str) -> str:
    """As it begins a line."""
    return text[:1].upper() + text[1:]
