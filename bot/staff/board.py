"""The board in the general topic: how the queue stands, always the same pinned message; and the morning's digest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from sqlalchemy import select, update

from bot.sending.layout import Block, bold, close, compose, link, plain
from bot.staff import group_words
from bot.staff.buttons import board_keyboard
from bot.staff.post import Post
from bot.words.russian import RUSSIAN
from tickets.post.outbox import STAFF
from tickets.post.room import Room
from tickets.post.topics.to_staff import Digest, Due, Summary
from tickets.queue.board import Board, held_board
from tickets.record.labels import KINDS
from tickets.record.ticket import Ticket
from tickets.store.database import Database

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

    async def say(self, digest: Digest, place: int) -> None:
        await Post(self.bot, self.database, place).say(*await self._digest(digest, place))

    async def show(self, summary: Summary, place: int) -> None:
        """In the message that stands there, or in a new one."""
        post, html = Post(self.bot, self.database, place), compose(await self._summary(summary, place))[0]
        async with self.database.reading() as session:
            board = await session.get(Board, STAFF)
        spot = board.spot if board and board.place == str(post.place) else None
        if spot is None or not await post.rewrite(spot, html, board_keyboard()):
            spot = str(await post.send(html, buttons=board_keyboard()))
            await self._note(place=str(post.place), spot=spot, pinned=False)
        elif board is not None and board.pinned:
            return
        await post.pin(spot)
        await self._note(pinned=True)

    async def _note(self, **columns: Any) -> None:
        async with self.database.transaction() as session:
            await held_board(session)
            await session.execute(update(Board).where(Board.name == STAFF).values(**columns))

    async def _summary(self, summary: Summary, place: int) -> Sequence[Block]:
        near = [*summary.soon_numbers, *summary.overdue_numbers]
        links = await self._addresses(near, place)
        return [
            bold(group_words.BOARD),
            plain(group_words.WAITING.format(count=summary.waiting)),
            close(plain(group_words.IN_WORK.format(count=summary.held))),
            close(plain(group_words.SOON.format(count=summary.soon))),
            *_numbers(summary.soon_numbers, links),
            close(plain(group_words.OVERDUE.format(count=summary.overdue))),
            *_numbers(summary.overdue_numbers, links),
            link(group_words.QUEUE, f"{self.address}/console"),
        ]

    async def _digest(self, digest: Digest, place: int) -> Sequence[Block]:
        today, due = digest.on, digest.due
        links = await self._addresses([each.number for each in due], place)
        late = [each for each in due if each.late]
        last = [each for each in due if not each.late and each.due_on == today]
        soon = [each for each in due if not each.late and each.due_on != today]
        blocks = [bold(group_words.DIGEST.format(day=RUSSIAN.day(today)))]
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


def _line(due: Due, links: Mapping[str, str]) -> Block:
    text = group_words.DIGEST_LINE.format(
        number=due.number,
        kind=KINDS[due.kind].staff,
        day=RUSSIAN.day(due.due_on),
        assignee=due.assignee or group_words.FREE,
    )
    return link(text, links[due.number]) if due.number in links else plain(text)
