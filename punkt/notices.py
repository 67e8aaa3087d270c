"""Senders of channels that need no network."""

import logging

from tickets.post.outbox import Parcel
from tickets.post.topics.to_staff import UpdateFailed
from tickets.post.topics.topic import OfTicket

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
    "update_failed": "Сообщение из Telegram не удалось обработать, строка inbox",
}


class LogSender:
    """Tells the staff in the log, where no staff chat is set: number and kind, never the text."""

    async def send(self, parcel: Parcel) -> None:
        topic = parcel.topic
        which = topic.row if isinstance(topic, UpdateFailed) else topic.number if isinstance(topic, OfTicket) else None
        log.info("%s: %s", _NEWS.get(topic.name, topic.name), which)


class PullSender:
    """For channels whose people fetch their news themselves: having the row is having it delivered."""

    async def send(self, parcel: Parcel) -> None:
        return None
