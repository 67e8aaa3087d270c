"""The number that stands before a line on the screen and not in the text, as the parser takes it."""

import re

from index.document.numbering import label_at_start

_LETTERED = re.compile(r"\(?(?:\d{1,3}|[^\W\d_]{1,5})(?:[.-](?:\d{1,3}|[^\W\d_]{1,5}))*[.)]{1,2}")


def parted(shown: str) -> tuple[str, str]:
    """A shown number as what labels a line («2.1.», «Статья II»), and as a word of it («а)»); a bullet is neither."""
    if label_at_start(f"{shown} А"):
        return shown, ""
    return "", shown if _LETTERED.fullmatch(shown) else ""
