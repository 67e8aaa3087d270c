"""Small documents written in a test together with the numbers that their clauses must get."""

import re

import pytest

from index.document.parser import parse

_CASE = re.compile(r"^=== (.+?) → ?(.*)\n", re.MULTILINE)


def cases(documents: str) -> list[object]:
    """Test parameters from documents that each follow a line «=== name → numbers»."""
    _, *parts = _CASE.split(documents)
    triples = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return [pytest.param(text, numbers.split(), id=name) for name, numbers, text in triples]


def numbers_of(text: str) -> list[str]:
    """Numbers of the clauses of a document."""
    return [clause.number for clause in parse(text).clauses]
