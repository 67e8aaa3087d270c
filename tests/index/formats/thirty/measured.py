"""How much of the clauses that are known a file gives."""

from collections.abc import Sequence

from index.document.parser import parse
from index.formats.reading import read_file
from tests.index.formats.clauses_found import Found
from tests.index.formats.thirty.known_rows import Known


def figures(known: Known, data: bytes) -> Found:
    """Of a file made of a document."""
    document = parse(read_file(data))
    found = [(each.number, " ".join((each.heading or each.text).split())) for each in document.clauses]
    right = _in_order([(number, " ".join(words.split())) for number, words in known.clauses], found)
    return Found(right=right, found=len(found), known=len(known.clauses), covered=document.coverage, files=1)


def _in_order(known: Sequence[tuple[str, str]], found: Sequence[tuple[str, str]]) -> int:
    """The most clauses that are found in the order of the known ones, by number and first words."""
    row = [0] * (len(found) + 1)
    for number, words in known:
        above, row = row, [0]
        for place, (here, text) in enumerate(found):
            same = number == here and text.startswith(words)
            row.append(above[place] + 1 if same else max(row[-1], above[place + 1]))
    return row[-1]
