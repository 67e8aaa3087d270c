"""Any input made short and plain: the first thing that happens to a message."""

import re
import unicodedata

HEAD, TAIL = 700, 300  #: characters kept of a long message: people ask first or last

_DROPPED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn"})
_STRETCHED = re.compile(r"(.)\1{3,}")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text in NFKC without marks, controls and stretched letters, on one line, at most HEAD + TAIL + 1 characters.

    Cut before normalising as well as after: one character may become eighteen (U+FDFA).
    """
    composed = unicodedata.normalize("NFKC", _cut(text))
    spaced = _SPACES.sub(" ", _cut(composed))
    plain = "".join(char for char in spaced if unicodedata.category(char) not in _DROPPED)
    return _STRETCHED.sub(r"\1\1\1", plain).strip()


def _cut(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"
