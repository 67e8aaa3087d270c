"""Spoken: the sentences of an edge, filled in with the words of the document that they speak of."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

W = TypeVar("W")

_PLACE = re.compile(r"\[([a-zA-Z][a-zA-Z ,]*|\(it\)(?:, small)?)\]")
_BRACES = str.maketrans("{}", "()")  # what comes in is not to be filled in once more


def spoken(words: W, said: Mapping[str, str]) -> W:
    """The same words with «[of it]» and the like replaced by what is said instead.

    `words` are a sentence, a named tuple of sentences or a mapping to them, one within another; all else stays as it
    is. Raises KeyError for a place that nothing is said for.
    """
    return _spoken(words, said)  # type: ignore[no-any-return]


def _spoken(words: Any, said: Mapping[str, str]) -> Any:
    if isinstance(words, str):
        return _PLACE.sub(lambda place: said[place[1]].translate(_BRACES), words)
    if isinstance(words, tuple) and hasattr(words, "_fields"):
        return type(words)(*(_spoken(each, said) for each in words))
    if isinstance(words, Mapping):
        return {name: _spoken(each, said) for name, each in words.items()}
    return words
