"""Fields of forms: what may be chosen in them, and how what was sent is read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import FormData

from api.console.form_words import FIELDS
from api.console.refusals import FieldEmpty, FieldTooLong
from desk.message import LONGEST, EmptyText, TooLongText, storable
from tickets.acts.act import Field, Kind
from tickets.acts.meanwhile import Shown

SHORT = 500  #: characters of a line
_KEY = re.compile(r"[\w-]{16,64}", re.ASCII)


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
class Sent:
    """A form as it was sent."""

    form: str
    data: FormData

    @property
    def key(self) -> str | None:
        """The random key with which this form was drawn; None where it is none of ours."""
        value = self.value("key")
        return f"form:{value}" if _KEY.fullmatch(value) else None

    @property
    def seen(self) -> Shown:
        """What the page showed."""
        return Shown(_number(self.value("seen")), _number(self.value("heard")))

    def given(self, fields: Sequence[Field]) -> Mapping[str, str | Sequence[str]]:
        """What was sent in these fields; raises FieldEmpty and FieldTooLong."""
        return {field.name: self._read(field) for field in fields if not field.optional or self.value(field.name)}

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

    def several(self, name: str) -> Sequence[str]:
        """All that was sent in fields of this name, and is no file."""
        return [value for each in self.data.getlist(name) if (value := _plain(each))]

    def saying(self, name: str, words: str) -> "Sent":
        """The same form with these words in a field."""
        others = [(known, value) for known, value in self.data.multi_items() if known != name]
        return replace(self, data=FormData([*others, (name, words)]))

    def _read(self, field: Field) -> str | Sequence[str]:
        match field.kind:
            case Kind.WORDS:
                return self.words(field.name)
            case Kind.LINE:
                return self.line(field.name)
            case Kind.CHOICE:
                return self.value(field.name)
            case Kind.SEVERAL:
                return [_plain(value) for value in self.data.getlist(field.name)]


def _plain(value: object) -> str:
    return value.replace("\r\n", "\n").replace("\x00", "") if isinstance(value, str) else ""


def _number(value: str) -> int:
    """What the form says was seen last; nothing where it says no number."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
