"""How much of an unseen document a file gives: by the first words of its clauses, and word for word."""

from collections.abc import Sequence

from index.document.parser import parse
from index.formats.reading import read_file
from tests.index.formats.clauses_found import Found
from tests.index.formats.unseen.unseen_rows import Unseen, bare, first_words

Pairs = Sequence[tuple[str, str]]


def found_of(known: Unseen, data: bytes) -> Found:
    """Of a file made of a document."""
    document = parse(read_file(data))
    pairs = [(each.number, bare(f"{each.heading} {each.text}")) for each in document.clauses]
    right, whole = _in_order(known.clauses, pairs)
    return Found(right, whole, len(pairs), len(known.clauses), document.coverage, 1)


def faults_of(known: Unseen, data: bytes) -> list[tuple[str, str]]:
    """Numbers of clauses that are missed, made up or have other words, for a person who looks for the cause."""
    pairs = [(each.number, bare(f"{each.heading} {each.text}")) for each in parse(read_file(data)).clauses]
    expected = known.clauses
    missed = [("-", f"{number} {words[:60]}") for number, words in expected if (number, words) not in pairs]
    made_up = [
        ("+", f"{number} {words[:60]} … {words[-40:]}") for number, words in pairs if (number, words) not in expected
    ]
    return missed + made_up


def _in_order(known: Pairs, found: Pairs) -> tuple[int, int]:
    """The most clauses that are found in the order of the known ones: by first words, and by all of them."""
    row = [(0, 0)] * (len(found) + 1)
    for number, words in known:
        above, row = row, [(0, 0)]
        for place, (here, text) in enumerate(found):
            same = number == here and text.startswith(first_words(words))
            right, whole = above[place]
            longer = (right + 1, whole + (text == words)) if same else (0, 0)
            row.append(max(row[-1], above[place + 1], longer))
    return row[-1]
