"""A topic: one thing to be told, as a value; and the two kinds that more than one addressee hears of."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
@dataclass(frozen=True)
class Topic:
    """What happened. Whatever derives from it is a frozen dataclass.

    A field that has a default is left out of the row while it has it. One that may be None and has no default is
    always written, and is None in a row of an older version that did not write it.
    """

    stored_as: ClassVar[str]  #: its name in rows and in the contracts of outside readers
    secret: ClassVar[bool] = False  #: its row is emptied as soon as nobody will carry it any more

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True)(cls)

    @property
    def name(self) -> str:
        return self.stored_as


class OfTicket(Topic):
    """About a ticket."""

    number: str | None  #: None: of a person who has none


class ChannelCall(Topic):
    """A call of a channel's own interface, for its sender alone to understand."""

    stored_as = "call"
    method: str
    args: dict[str, Any]
