"""Conversations and wishes are scored as one would count by hand."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.calibration import KINDS
from index.decision import Thresholds
from index.dialogue import Turn
from index.measuring.evaluation import evaluate
from index.measuring.examples import EvaluationError, holds_talks, load_examples, load_talks, load_texts
from index.measuring.talks import evaluate_talks
from index.understanding import Candidate, Kind, Shape, Understanding

THRESHOLDS = Thresholds(answer=0.7, silent=0.5, offer=0.1)


def meaning(kind: Kind, clause: str = "5.1", shapes: tuple[Shape, ...] = (), **wishes: float) -> Understanding:
    return Understanding(
        kind=kind,
        kind_confidence=0.9,
        candidates=(Candidate(clause, 0.9),),
        probabilities={each: 0.9 if each is kind else 0.02 for each in KINDS},
        language="ru",
        wishes={Kind(name): share for name, share in wishes.items()},
        shapes=shapes,
    )


MEANINGS = {
    "звонят, хотя я отказался": meaning(Kind.QUESTION, "5.2", claim=0.4, deletion=0.05),
    "уберите меня и верните деньги": meaning(Kind.DELETION, shapes=(Shape.ERASE,), claim=0.05),
    "отпишите": meaning(Kind.DELETION, shapes=(Shape.MARKETING,)),
    "исправьте фамилию": meaning(Kind.DELETION, shapes=(Shape.ERASE,)),
    "снимите согласие": meaning(Kind.DELETION),
    "сколько храните": meaning(Kind.QUESTION, "5.1", claim=0.05),
    "а если утечёт": meaning(Kind.QUESTION, "5.4", claim=0.3),
}
ROWS = [
    {"text": "звонят, хотя я отказался", "kind": "question", "gold": ["5.2"], "wishes": ["claim"]},
    {"text": "уберите меня и верните деньги", "kind": "deletion", "wishes": ["deletion", "claim"], "request": "erase"},
    {"text": "отпишите", "kind": "deletion", "wishes": ["deletion"], "request": "marketing"},
    {"text": "исправьте фамилию", "kind": "deletion", "wishes": ["deletion"], "request": "correct"},
    {"text": "снимите согласие", "kind": "deletion", "wishes": ["deletion"], "request": "withdraw"},
    {"text": "сколько храните", "kind": "question", "gold": ["5.1"], "wishes": []},
    {"text": "а если утечёт", "kind": "question", "gold": ["5.4"], "wishes": []},
]


def written(folder: Path, *rows: object) -> Path:
    file = folder / "set.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return file


def test_a_wish_is_reached_by_the_reply_or_by_one_tap_and_an_offer_to_whom_wants_nothing_is_needless(
    tmp_path: Path,
) -> None:
    report = evaluate(MEANINGS.__getitem__, THRESHOLDS, load_examples(written(tmp_path, *ROWS)))
    figures = {name: (figure.value, figure.count) for name, figure in report.figures.items()}
    assert figures["reach"] == (4 / 5, 5)  # who wants money back besides is offered the request alone
    assert figures["claim_reach"] == (1 / 2, 2)
    assert figures["deletion_reach"] == (1, 4)
    assert figures["needless"] == (1 / 2, 2)
    assert figures["shape"] == (2 / 4, 4)  # one shape is wrong, one is not known
    assert figures["shape_unclear"] == (1 / 4, 4)


def test_a_set_that_names_no_wishes_is_read_by_its_kinds(tmp_path: Path) -> None:
    rows = [{"text": "отпишите", "kind": "deletion"}, {"text": "а если утечёт", "kind": "question", "gold": ["5.4"]}]
    figures = evaluate(MEANINGS.__getitem__, THRESHOLDS, load_examples(written(tmp_path, *rows))).figures
    assert (figures["reach"].value, figures["needless"].value) == (1, 1)
    assert figures["shape"].value is None


TALK = {
    "id": "T1",
    "turns": [
        {"text": "удалите меня", "kind": "deletion", "wishes": ["deletion"], "request": "erase", "then": "opened"},
        {"text": "долго?", "kind": "unanswerable", "wishes": [], "also_kinds": ["deletion"]},
    ],
}
CHANGED_MIND = {
    "id": "T2",
    "turns": [
        {"text": "жалоба", "kind": "claim", "wishes": ["claim"], "then": "declined"},
        {"text": "срок ответа?", "kind": "question", "gold": ["8.2"], "wishes": []},
    ],
}


def test_every_message_is_read_after_what_became_of_those_before(tmp_path: Path) -> None:
    heard: list[tuple[str, Sequence[Turn]]] = []

    def understand(text: str, context: Sequence[Turn]) -> Understanding:
        heard.append((text, context))
        return {
            "удалите меня": meaning(Kind.DELETION, shapes=(Shape.ERASE,)),
            "долго?": meaning(Kind.DELETION),
            "жалоба": meaning(Kind.CLAIM),
            "срок ответа?": meaning(Kind.QUESTION, "5.1"),
        }[text]

    report = evaluate_talks(understand, THRESHOLDS, load_talks(written(tmp_path, TALK, CHANGED_MIND)))
    assert [context for _, context in heard] == [
        (),
        (Turn("удалите меня", Kind.DELETION, ("5.1",), (Kind.DELETION,), opened=Kind.DELETION),),
        (),
        (Turn("жалоба", Kind.CLAIM, ("5.1",), (Kind.CLAIM,), declined=True),),
    ]
    figures = {name: figure.value for name, figure in report.figures.items()}
    assert (figures["first_turns"], figures["later_turns"], figures["whole_talks"]) == (1, 1 / 2, 1 / 2)
    assert [mistake.id for mistake in report.mistakes] == ["T2/2"]


def test_a_set_of_conversations_is_told_from_one_of_messages(tmp_path: Path) -> None:
    talks = written(tmp_path, TALK)
    assert holds_talks(talks)
    assert load_texts(talks) == (("T1/1", "удалите меня"), ("T1/2", "долго?"))
    messages = written(tmp_path, *ROWS)
    assert not holds_talks(messages)
    assert load_texts(messages)[0] == ("1", "звонят, хотя я отказался")


@pytest.mark.parametrize("row", [[1], "слова", {"id": "T1", "turns": [{"text": "да"}]}, {"id": "T1", "turns": 5}])
def test_a_line_that_is_no_conversation_is_named(tmp_path: Path, row: object) -> None:
    with pytest.raises(EvaluationError, match="строка 1"):
        load_talks(written(tmp_path, row))
