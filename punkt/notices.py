"""Senders of channels that need no network."""

import logging

from tickets.post.outbox import AtOnce, Parcel
from tickets.post.topics.to_staff import ReplyDropped, UpdateFailed
from tickets.post.topics.topic import OfTicket, Topic

log = logging.getLogger(__name__)

_NEWS = {
    "ticket_opened": "Новое обращение",
    "ticket_returned": "Обращение вернулось в очередь",
    "ticket_assigned": "Обращение передано сотруднику",
    "ticket_lapsed": "Обращение вернулось в очередь: им не занимались",
    "ticket_reopened": "Обращение открыто снова",
    "ticket_retracted": "Человек отозвал обращение",
    "user_wrote": "Пользователь пишет в обращение",
    "user_added": "Обращение дополнено",
    "consent_withdrawn": "Отозвано согласие, обращение",
    "date_near": "Подходит срок обращения",
    "extension_void": "Продление не состоялось: уведомление не ушло вовремя, обращение",
    "reply_dropped": "Ответ не отправлен, потому что данные человека удалены, обращение",
    "update_failed": "Сообщение из Telegram не удалось обработать, строка inbox",
}


class LogSender(AtOnce):
    """Tells the staff in the log, where no staff chat is set: number and kind, never the text."""

    async def send(self, parcel: Parcel) -> None:
        topic = parcel.topic
        log.info("%s: %s", _NEWS.get(topic.name, topic.name), _which(topic))


def _which(topic: Topic) -> object:
    match topic:
        case OfTicket(number=which) | ReplyDropped(ticket=which) | UpdateFailed(row=which):
            return which
        case _:
            return None


class PullSender(AtOnce):
    """For channels whose people fetch their news themselves: having the row is having it delivered."""

    async def send(self, parcel: Parcel) -> None:
        return None
