"""What a page made by some tool shows, for comparison with what that tool shows."""

from index.document.parser import parse
from index.document.reading import read


def shown(page: str) -> list[str]:
    """Each line as its reader sees it, with the number that stands before it on the screen alone."""
    return [line.text for line in read(page).lines]


def clauses(page: str) -> dict[str, str]:
    """Words of the clauses by number, the heading where there is one."""
    return {clause.number: clause.text or clause.heading for clause in parse(page).clauses}


def warnings(page: str) -> list[str]:
    """What the owner is told."""
    return list(parse(page).warnings)
