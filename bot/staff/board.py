"""The board in the general topic: how the queue stands, always the same pinned message; and the morning's digest."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiogram import Bot
from aiogram.methods import PinChatMessage
from sqlalchemy import select, update

from bot.sending.calls import rewriting
from bot.sending.delivery import deliver
from bot.sending.layout import Block, bold, close, compose, link, plain
from bot.sending.refusals import MessageGone
from bot.staff import group_words
from bot.staff.buttons import board_keyboard
from bot.staff.post import Post
from bot.words.russian import RUSSIAN
from tickets.board import Board, held_board
from tickets.database import Database
from tickets.labels import KINDS
from tickets.post.outbox import STAFF, Parcel, Undeliverable
from tickets.post.room import Room
from tickets.ticket import Ticket, TicketKind

SUPERGROUP = "-100"  #: begins the number of a supergroup, and is left out of addresses


def topic_address(place: str, thread: str) -> str | None:
    """Where Telegram opens a topic; None in a chat that has no such addresses."""
    return f"https://t.me/c/{place.removeprefix(SUPERGROUP)}/{thread}" if place.startswith(SUPERGROUP) else None


@dataclass(frozen=True, slots=True)
class Boards:
    """Raises as `deliver`."""

    bot: Bot
    database: Database
    address: str

    async def tell(self, parcel: Parcel, place: int) -> None:
        """Show the summary, or say the digest."""
        post = Post(self.bot, self.database, place)
        if parcel.topic == "digest":
            await post.say(*await self._digest(parcel.data, place))
        else:
            await self._show(post, compose(await self._summary(parcel.data, place))[0])

    async def _show(self, post: Post, html: str) -> None:
        async with self.database.reading() as session:
            board = await session.get(Board, STAFF)
        spot = board.spot if board and board.place == str(post.place) else None
        if spot is None or not await self._change(post, spot, html):
            spot = str(await post.send(html, buttons=board_keyboard()))
            await self._note(place=str(post.place), spot=spot, pinned=False)
        elif board is not None and board.pinned:
            return
        with suppress(Undeliverable):  # it is there all the same
            pin = PinChatMessage(chat_id=post.place, message_id=int(spot), disable_notification=True)
            await deliver(self.bot, pin)
        await self._note(pinned=True)

    async def _change(self, post: Post, spot: str, html: str) -> bool:
        """Let the message say this; False when it is gone."""
        with suppress(MessageGone):
            await deliver(self.bot, rewriting(post.place, int(spot), html, reply_markup=board_keyboard()))
            return True
        return False

    async def _note(self, **columns: Any) -> None:
        async with self.database.transaction() as session:
            await held_board(session)
            await session.execute(update(Board).where(Board.name == STAFF).values(**columns))

    async def _summary(self, data: Mapping[str, Any], place: int) -> Sequence[Block]:
        near = [*data["soon_numbers"], *data["overdue_numbers"]]
        links = await self._addresses(near, place)
        return [
            bold(group_words.BOARD),
            plain(group_words.WAITING.format(count=data["waiting"])),
            close(plain(group_words.IN_WORK.format(count=data["held"]))),
            close(plain(group_words.SOON.format(count=data["soon"]))),
            *_numbers(data["soon_numbers"], links),
            close(plain(group_words.OVERDUE.format(count=data["overdue"]))),
            *_numbers(data["overdue_numbers"], links),
            link(group_words.QUEUE, f"{self.address}/console"),
        ]

    async def _digest(self, data: Mapping[str, Any], place: int) -> Sequence[Block]:
        today, due = data["on"], data["due"]
        links = await self._addresses([each["number"] for each in due], place)
        late = [each for each in due if each["late"]]
        last = [each for each in due if not each["late"] and each["due_on"] == today]
        soon = [each for each in due if not each["late"] and each["due_on"] != today]
        blocks = [bold(group_words.DIGEST.format(day=RUSSIAN.day(date.fromisoformat(today))))]
        for title, group in (
            (group_words.DIGEST_LATE, late),
            (group_words.DIGEST_TODAY, last),
            (group_words.DIGEST_SOON, soon),
        ):
            if group:
                blocks += [bold(title), *(close(_line(each, links)) for each in group)]
        return blocks if due else [*blocks, plain(group_words.DIGEST_NOTHING)]

    async def _addresses(self, numbers: Sequence[str], place: int) -> Mapping[str, str]:
        """Where the topics of these tickets are."""
        query = select(Ticket.number, Room.thread).join(Room, Room.ticket_id == Ticket.id)
        async with self.database.reading() as session:
            rows = await session.execute(query.where(Ticket.number.in_(numbers), Room.place == str(place)))
        found = {number: topic_address(str(place), thread) for number, thread in rows}
        return {number: address for number, address in found.items() if address}


def _numbers(numbers: Sequence[str], links: Mapping[str, str]) -> Iterator[Block]:
    return (close(link(number, links[number]) if number in links else plain(number)) for number in numbers)


def _line(due: Mapping[str, Any], links: Mapping[str, str]) -> Block:
    text = group_words.DIGEST_LINE.format(
        number=due["number"],
        kind=KINDS[TicketKind(due["kind"])].staff,
        day=RUSSIAN.day(date.fromisoformat(due["due_on"])),
        assignee=due["assignee"] or group_words.FREE,
    )
    return link(text, links[due["number"]]) if due["number"] in links else plain(text)
