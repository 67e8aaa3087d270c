"""A message as an edge hands it in."""

import unicodedata
from dataclasses import dataclass

LONGEST = 10_000  #: characters
#: Categories of Unicode: controls, formats and spaces. An unassigned character may be an emoji newer than this Python.
INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


class EmptyText(ValueError):
    """There is nothing to read in the message."""


class TooLongText(ValueError):
    """The message is longer than LONGEST characters."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a person wrote. `message_id` is the channel's own id; the same id is the same message."""

    channel: str
    conversation: str  #: the channel's name for the conversation
    message_id: str
    text: str
    reply_to: str | None = None  #: the channel's id of the message that this one answers
    album: str | None = None  #: the channel's name for what was sent together
    language: str | None = None  #: that the site has chosen for its window: "ru" or "en"
    account: str | None = None  #: of the operator's site, where it has signed who writes
    email: str | None = None  #: theirs, where the site has signed that, too
    edition: str | None = None  #: id of that to be quoted, where the person or the site has chosen one
    begins: bool = False  #: the channel knows that there is no such conversation yet
    document: str | None = None  #: id of the only one to answer from, where the person or the site has chosen one
    preface: str = ""  #: what the channel says of the words in a line, such as from whom they were forwarded


def marked(preface: str, text: str) -> str:
    """The text as it is kept where the channel says something of it: that stands before it, on a line of its own."""
    return f"{preface}\n{text}".strip() if preface else text


def storable(text: str) -> str:
    """The text as it can be stored anywhere: no NUL, no half of a surrogate pair, no blank ends.

    Raises EmptyText and TooLongText.
    """
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd").strip()
    if len(text) > LONGEST:
        raise TooLongText
    if all(unicodedata.category(character) in INVISIBLE for character in text):
        raise EmptyText
    return text
