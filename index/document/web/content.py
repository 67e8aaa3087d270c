"""Words that a style sheet puts before an element."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import tinycss2

from index.document.numerals import Numeral, written
from index.document.web.counters import Counters
from index.document.web.letters import Letters

NUMERALS = {
    "decimal": (Numeral.DECIMAL, False),
    "decimal-leading-zero": (Numeral.PADDED, False),
    "lower-alpha": (Numeral.LATIN, False),
    "lower-latin": (Numeral.LATIN, False),
    "upper-alpha": (Numeral.LATIN, True),
    "upper-latin": (Numeral.LATIN, True),
    "lower-roman": (Numeral.ROMAN, False),
    "upper-roman": (Numeral.ROMAN, True),
    "lower-greek": (Numeral.GREEK, False),
}
_LONGEST = 1000  #: characters of a value of `content`, or of an attribute in it
BULLETS = frozenset({"disc", "circle", "square", "none", "disclosure-open", "disclosure-closed"})

Part = tuple[str, str, str, str]  #: kind, name or words, separator, style


def counted(number: int, style: str, own: Mapping[str, Letters]) -> str:
    """A number in a list style of CSS or of the page itself; "" in one of bullets, in figures in an unknown one."""
    if style in own:
        return own[style].shown(number)
    if style in BULLETS:
        return ""
    numeral, upper = NUMERALS.get(style, (Numeral.DECIMAL, False))
    return written(number, numeral, upper=upper)


def generated(content: str, counters: Counters, own: Mapping[str, Letters], attributes: Mapping[str, Any]) -> str:
    """What a value of `content` shows with these counters."""
    shown = ""
    for kind, name, separator, style in _parts(content[:_LONGEST]):
        if kind == "counter":
            shown += counted(counters.values(name)[-1], style.lower(), own)
        elif kind == "counters":
            shown += separator.join(counted(value, style.lower(), own) for value in counters.values(name))
        elif kind == "attr":
            shown += str(attributes.get(name) or "")[:_LONGEST]
        else:
            shown += name
    return " ".join(shown.split())


@lru_cache(maxsize=1000)
def _parts(content: str) -> tuple[Part, ...]:
    found: list[Part] = []
    for token in tinycss2.parse_component_value_list(content, skip_comments=True):
        if token.type == "string":
            found.append(("text", token.value, "", ""))
        elif token.type == "function" and token.lower_name in {"counter", "counters", "attr"}:
            words = [each.value for each in token.arguments if each.type in {"ident", "string"}]
            name, *more = [str(word) for word in words] or [""]
            separator = more.pop(0) if token.lower_name == "counters" and more else ""
            found.append((token.lower_name, name, separator, more[0] if more else "decimal"))
        elif token.type == "literal" and token.value == "/":
            break  # what follows is read aloud
    return tuple(found)
