"""Letters that a style sheet defines to count with (@counter-style), such as the Cyrillic ones, which CSS lacks."""

from collections.abc import Iterator
from dataclasses import dataclass

import tinycss2

from index.document.numerals import in_letters

_SYSTEMS = frozenset({"alphabetic", "symbolic", "fixed"})


@dataclass(frozen=True, slots=True)
class Letters:
    """A counter style: «а», «б» … and what stands behind them in a list."""

    system: str
    symbols: tuple[str, ...]
    suffix: str = ". "

    def shown(self, number: int) -> str:
        """A number in these letters; in figures where they have none for it."""
        if 1 <= number <= len(self.symbols) or (number > 0 and self.system != "fixed"):
            return in_letters(self.symbols, number, twice=self.system == "symbolic")
        return str(number)


def letters_in(sheet: str) -> Iterator[tuple[str, Letters]]:
    """The counter styles of a sheet by name."""
    if "@counter-style" not in sheet.lower():
        return
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "counter-style" and rule.content:
            found = _letters(rule.content)
            if found:
                yield tinycss2.serialize(rule.prelude).strip().lower(), found


def _letters(content: list[tinycss2.ast.Node]) -> Letters | None:
    declared = {
        each.lower_name: each.value
        for each in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        if each.type == "declaration"
    }
    values = {name: [token.value for token in tokens if token.type in _WORDS] for name, tokens in declared.items()}
    system, symbols = values.get("system", ["symbolic"]), tuple(map(str, values.get("symbols", ())))
    if not system or system[0] not in _SYSTEMS or not symbols or any(not each.isalnum() for each in symbols):
        return None
    suffix = values.get("suffix", [". "])
    return Letters(system[0], symbols, suffix[0] if suffix else "")


_WORDS = frozenset({"string", "ident"})
