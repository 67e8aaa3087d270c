"""Links in a text: which of it is an address that may be followed; the text itself stays as it was typed."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from linkify_it import LinkifyIt
from pydantic_core import Url

REL = "noopener noreferrer nofollow"  #: of every such link
SCHEMES = ("http", "https", "mailto")
_QUOTES = re.compile(r"[«»„“”]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. `host` says in plain letters where a link leads, if the words could pass for another place."""

    text: str
    href: str | None = None  #: as a browser asks for it
    host: str | None = None


def links_in(text: str) -> tuple[Piece, ...]:
    """The whole text in its order, no piece empty. Addresses need a scheme, mail needs none."""
    pieces, place = [], 0
    for found in _finder().match(text) or ():
        link = _link(*_ended(found.text, found.url))
        if link is not None:
            pieces += [Piece(text[place : found.index]), link]
            place = found.index + len(link.text)
    return tuple(piece for piece in (*pieces, Piece(text[place:])) if piece.text)


@cache
def _finder() -> LinkifyIt:
    finder = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": True, "fuzzy_ip": False})
    for other in ("ftp:", "//"):
        finder.add(other, None)
    return finder


def _ended(shown: str, address: str) -> tuple[str, str]:
    """Without the punctuation of the sentence, and what stands behind a quotation mark that no address holds."""
    cut = _QUOTES.split(shown, maxsplit=1)[0].rstrip(".,:;!?…")
    return cut, address[: len(address) - len(shown) + len(cut)]


def _link(shown: str, address: str) -> Piece | None:
    if any(unicodedata.category(sign)[0] == "C" for sign in shown):  # what turns the direction hides where it leads
        return None
    scheme = address.partition(":")[0].lower()
    if scheme == "mailto":
        return Piece(shown, address)
    try:
        asked, typed = Url(address), urlsplit(address).hostname or ""
    except ValueError:
        return None
    if scheme not in SCHEMES or asked.username or asked.password or not asked.host:
        return None
    return Piece(shown, str(asked), asked.host if _misleads(typed) else None)


def _misleads(host: str) -> bool:
    """Whether a host can pass for another: letters of two alphabets in one word, or foreign ones before a Latin end."""
    labels = host.rstrip(".").split(".")
    if any(len(set(_alphabets(label))) > 1 for label in labels):
        return True
    return not host.isascii() and labels[-1].isascii()


def _alphabets(label: str) -> Iterator[str]:
    return (unicodedata.name(sign, "?").partition(" ")[0] for sign in label if sign.isalpha())
