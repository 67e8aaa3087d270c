"""Whose turn it is: whether the person waits for staff, since when, and when they said something last.

Kept with the ticket, so that whoever waits is found in an index; `tickets.life` moves it with each step.
"""

from datetime import UTC, datetime
from enum import IntEnum

from sqlalchemy import SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Turn(IntEnum):
    """In the order in which staff turn to them."""

    FIRST = 0  #: of staff, before others: the person asks for a human, or has said something again
    OURS = 1  #: of staff: a ticket that has just come, or come back
    THEIRS = 2  #: of the person, who heard from staff last; or of nobody, where the ticket has ended


class Turning:
    """What a ticket knows of it."""

    turn: Mapped[int] = mapped_column(SmallInteger, default=Turn.OURS, server_default=text("1"))
    turn_since: Mapped[datetime] = mapped_column(default=_LONG_AGO)  #: since when it is the turn of that side
    words_at: Mapped[datetime] = mapped_column(default=_LONG_AGO)  #: when the person said something last

    def hear(self, at: datetime) -> None:
        """The person said something: they wait, and if they did before, since then."""
        self.call(at)
        self.turn, self.words_at = Turn.FIRST, at

    def call(self, at: datetime) -> None:
        """Staff must do something, though nothing new was said."""
        if self.turn == Turn.THEIRS:
            self.turn, self.turn_since = Turn.OURS, at

    def rest(self, at: datetime) -> None:
        """Staff have said something, or there is nothing left to say."""
        if self.turn != Turn.THEIRS:
            self.turn, self.turn_since = Turn.THEIRS, at

    def take_turn_of(self, other: "Turning") -> None:
        """What goes on here waits as long as it has waited there."""
        if other.turn < Turn.THEIRS:
            since = other.turn_since if self.turn == Turn.THEIRS else min(self.turn_since, other.turn_since)
            self.turn, self.turn_since = min(self.turn, other.turn), since
