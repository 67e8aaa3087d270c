"""Fields of forms: how each looks, what may be chosen in it, and how what was sent is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

from api.console.form_words import FIELDS
from api.console.refusals import FieldEmpty, FieldTooLong
from api.console.ticket.scene import Scene
from desk.message import LONGEST, EmptyText, TooLongText, storable

SHORT = 500  #: characters of a line


class Look(StrEnum):
    """How a field is drawn."""

    WORDS = "words"  #: several lines
    LINE = "line"
    CHOICE = "choice"  #: one of several
    CHECKS = "checks"  #: any of several


@dataclass(frozen=True, slots=True)
class Option:
    """What may be chosen."""

    value: str
    label: str
    note: str = ""
    group: str = ""
    checked: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form."""

    name: str
    look: Look
    options: Callable[[Scene], Sequence[Option]] | None = None  #: of CHOICE and CHECKS
    suggestions: Mapping[str, str] = field(default_factory=dict)  #: of LINE: value and what it is about


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent."""

    form: str
    number: str
    actor: str
    zone: ZoneInfo
    data: FormData

    def words(self, name: str, limit: int = LONGEST) -> str:
        """What was written, in line breaks of one kind; raises FieldEmpty and FieldTooLong."""
        title = FIELDS[self.form, name]
        try:
            text = storable(self.value(name))
        except EmptyText:
            raise FieldEmpty(title) from None
        except TooLongText:
            raise FieldTooLong(title, LONGEST) from None
        if len(text) > limit:
            raise FieldTooLong(title, limit)
        return text

    def line(self, name: str, limit: int = SHORT) -> str:
        """The same for a line."""
        return " ".join(self.words(name, limit).split())

    def value(self, name: str) -> str:
        """What was sent in this field, without what no database takes; empty when it is a file or nothing."""
        return _plain(self.data.get(name, ""))

    def values(self, name: str) -> Sequence[str]:
        """All that was ticked."""
        return [_plain(value) for value in self.data.getlist(name)]


def _plain(value: object) -> str:
    return value.replace("\r\n", "\n").replace("\x00", "") if isinstance(value, str) else ""
