"""Every sentence that people read in Telegram: plain text, never markup; `bot.sending.layout` gives it its looks."""

from functools import lru_cache

from bot.words.english import ENGLISH
from bot.words.wording import BotWords
from desk.own_words import OwnWords
from desk.spoken import spoken
from tickets.terms.deadlines import Mark

RUSSIAN = BotWords()

CANCEL_WORDS = frozenset({"отмена", "отменить", "cancel"})

#: What the staff chat is told, by topic of the outbox: number and kind, never a word of the person.
STAFF = {
    "ticket_opened": "Новое обращение {number}: {kind}.",
    "ticket_returned": "Обращение {number} снова в очереди: {kind}.",
    "ticket_assigned": "Обращение {number} ({kind}) передано: {assignee}.",
    "ticket_lapsed": "Обращение {number} ({kind}) вернулось в очередь: {assignee} им сейчас не занимается.",
    "ticket_reopened": "Обращение {number} открыто снова: {kind}.",
    "ticket_retracted": "Обращение {number} ({kind}) отозвано заявителем.",
    "user_wrote": "Новое сообщение по обращению {number}.",
    "user_left": "Обращение {number} ({kind}): человек заблокировал бота, в Telegram ему сейчас не написать.",
    "user_returned": "Обращение {number} ({kind}): человек снова открыл бота, ему можно писать.",
    "user_added": "Обращение {number} ({kind}) дополнено, теперь это версия {version}.",
    "consent_withdrawn": "По обращению {number} ({kind}) отозвано согласие на обработку данных.",
    "date_near": "Обращение {number} ({kind}): {mark}\n{period}: до {due_on}\nВедёт: {assignee}",
    "extension_void": (
        "Продление срока по обращению {number} ({kind}) не действует: уведомление не дошло вовремя.\n"
        "Срок прежний: до {due_on}"
    ),
    "reply_dropped": "Ответ на обращение {ticket} ({assignee}) не отправлен: данные человека удалены.",
    "act_failed": "Одно из действий в этой группе не удалось, ничего не изменилось. Повторите его, пожалуйста.",
    "update_failed": "Сообщение из Telegram не удалось обработать. Оно сохранено: запись {row} во входящих.",
}

MARKS = {
    Mark.HALF: "прошла половина срока",
    Mark.TWO_DAYS: "осталось два рабочих дня",
    Mark.DAY: "остались сутки",
    Mark.OVERDUE: "срок прошёл",
}
#: Added for a message that got clauses at once.
GIVEN = "Бот сразу показал человеку: {clauses}."
NOBODY = "пока никто"  #: leads the ticket


def wording_in(language: object, own: OwnWords | None = None) -> BotWords:
    """The bot in this language; Russian when it does not speak it.

    `own` are the words of the document that it speaks of; without them only what speaks of none can be said.
    """
    return _spoken(language == "en", own) if own else ENGLISH if language == "en" else RUSSIAN


@lru_cache(32)
def _spoken(english: bool, own: OwnWords) -> BotWords:
    return spoken(ENGLISH, own.in_english()) if english else spoken(RUSSIAN, own.russian())
