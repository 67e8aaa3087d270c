"""What documents beside it cost a document, and whether questions get to theirs, counted by hand."""

from index.decision import Thresholds, decide
from index.measuring.beside import cost_of, reached
from index.measuring.examples import Example
from index.understanding import Candidate, Kind, Understanding

THRESHOLDS = Thresholds(answer=0.7, silent=0.5, offer=0.5)


def said(kind: Kind, *clauses: tuple[str, str, float]) -> Understanding:
    candidates = tuple(Candidate(number, confidence, document) for document, number, confidence in clauses)
    told = {each: 0.9 if each is kind else 0.02 for each in Kind}
    return Understanding(kind, 0.9, candidates, told, "ru", wishes={})


KEPT, PRICE, RETURN = "сколько храните?", "почём доставка?", "как вернуть?"
ALONE = {
    KEPT: said(Kind.QUESTION, ("privacy", "5.1", 0.9)),
    PRICE: said(Kind.UNANSWERABLE, ("privacy", "5.2", 0.1)),
}
BESIDE = {
    KEPT: said(Kind.QUESTION, ("offer", "5.1", 0.8), ("privacy", "5.1", 0.7)),
    PRICE: said(Kind.QUESTION, ("offer", "5.2", 0.9), ("privacy", "5.2", 0.1)),
    RETURN: said(Kind.QUESTION, ("privacy", "5.2", 0.8), ("privacy", "5.3", 0.7), ("offer", "5.1", 0.6)),
}


def course(understanding: Understanding):
    return decide(understanding, THRESHOLDS)


def test_a_clause_of_another_document_is_no_hit_whatever_its_number() -> None:
    examples = (
        Example(id="1", text=KEPT, kind=Kind.QUESTION, gold=("5.1",)),
        Example(id="2", text=PRICE, kind=Kind.UNANSWERABLE),
    )
    cost = cost_of(examples, "privacy", (ALONE.__getitem__, course), (BESIDE.__getitem__, course))
    assert 2 == cost.messages
    assert {"hit@1": (1.0, 0.0), "hit@3": (1.0, 1.0), "macro_f1": (1.0, 1 / 3), "confident_wrong": (0.0, 1.0)} == {
        name: (was.value, now.value) for name, (was, now) in cost.figures.items()
    }


def test_of_the_questions_of_a_document_some_get_to_it() -> None:
    """Those that it does not answer are not counted."""
    examples = (
        Example(id="1", text=PRICE, kind=Kind.QUESTION, gold=("5.2",)),
        Example(id="2", text=RETURN, kind=Kind.QUESTION, gold=("4.1",)),
        Example(id="3", text=KEPT, kind=Kind.UNANSWERABLE),
    )
    found = reached(examples, "offer", BESIDE.__getitem__, course)
    assert (2, 0.5, 1.0, 0.5) == (found.questions, found.first.value, found.among.value, found.misled.value)
