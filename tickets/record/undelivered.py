"""Why something was not delivered, in the words of staff."""

from collections.abc import Mapping

#: By how the reason begins.
_FAULTS: Mapping[str, str] = {
    "the person left": "человек заблокировал бота",
    "Forbidden: bot was blocked": "человек заблокировал бота",
    "Forbidden: user is deactivated": "учётной записи Telegram больше нет",
    "Bad Request: chat not found": "такой переписки в Telegram нет",
    "Bad Request: there are no messages to copy": "исходного сообщения в группе уже нет",
    "Bad Request: message to copy not found": "исходного сообщения в группе уже нет",
    "Telegram asks to wait": "Telegram просит подождать",
    "TelegramNetworkError": "с Telegram нет связи",
    "Telegram": "Telegram долго не отвечал",
    "no key opens the address": "адрес не открыть: нет ключа контактов; как только он вернётся, всё уйдёт",
    "there is no address": "некуда писать: адреса почты нет",
    "the mail server refuses the letter": "почтовый сервер не принимает письмо",
    "the receiver wants no more webhooks": "внешняя система больше не принимает сообщения",
    "PushServiceUnreachable": "с сервером производителя браузера нет связи",
    "PushConnectionBroken": "соединение с сервером производителя браузера оборвалось",
    "PushTooLate": "сервер производителя браузера не ответил вовремя",
    "InsideAddress": "имя сервера производителя браузера ведёт во внутреннюю сеть, туда мы не пишем",
    "RefusedByReceiver": "получатель отказался принять",
    "ReceiverFailed": "у получателя сбой",
    "RedirectNotFollowed": "получатель переехал, на другой адрес мы не пишем",
    "this browser was told": "в этом браузере уже показано, следующее — не раньше чем через минуту",
    "TimeoutError": "канал не ответил вовремя",
    "Connection": "с каналом нет связи",
    "restored": "взято из копии и могло уже уйти: отправьте или уберите",
    "dropped": "сотрудник решил не отправлять",
}


def why_not(error: str) -> str:
    """Why something was not delivered, to staff; what is not known here is as the channel said it."""
    return next((words for begin, words in _FAULTS.items() if error.startswith(begin)), error)
