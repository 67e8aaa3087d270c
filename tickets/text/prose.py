"""Prose: words that tell something, rather than name an address or a number."""

import re

MOST = 10  #: words around a contact that is given as one: «звоните после шести вечера, Анна»

_WORD = re.compile(r"(?<!\S)[^\W\d_]+(?:-[^\W\d_]+)*(?=[.,;:!?…»)\"]*(?:\s|$))")


def is_prose(text: str) -> bool:
    """Whether an address or a number in the text is only spoken of: there are too many words around it."""
    return len(_WORD.findall(text)) > MOST
