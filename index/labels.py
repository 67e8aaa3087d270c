"""What the head scores: clauses, kinds of message other than a question, wishes, and the shapes of requests.

A phrase has one answer, a clause or a kind; beside it stand what it wishes and, of a request, what that asks.
"""

from index.understanding import TICKETS, Kind, Shape

KIND_LABELS = tuple(kind.value for kind in Kind if kind is not Kind.QUESTION)
WISH_LABELS = {kind: f"+ {kind.value}" for kind in TICKETS}
SHAPE_LABELS = {shape: f": {shape.value}" for shape in Shape}

MARKS = (*WISH_LABELS.values(), *SHAPE_LABELS.values())  #: labels that no message has as its answer
_NO_CLAUSE = frozenset({*KIND_LABELS, *MARKS})


def is_clause(label: str) -> bool:
    """Whether a label is the address of a clause."""
    return label not in _NO_CLAUSE
