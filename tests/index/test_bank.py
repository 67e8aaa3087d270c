"""The phrase bank: a lawyer edits text files, and mistakes are pointed at by line."""

from pathlib import Path

import pytest

from index.bank import BankError, Phrase, load_bank
from index.policy import load_policy
from index.understanding import Kind, Shape

CLAUSES = ("5.1", "5.2")
REAL = Path(__file__).parents[2] / "policy_text" / "privacy"


def write(folder: Path, text: str) -> Path:
    (folder / "phrases.txt").write_text(text, encoding="utf-8")
    return folder


def test_phrases_are_read_with_their_label_and_voice(tmp_path: Path) -> None:
    write(
        tmp_path,
        "// заметка\n## 5.1\n### слэнг\nдолго храните?\n\n### деды\n  сколько лет  \n## claim\nверните деньги\n",
    )
    assert load_bank(tmp_path, CLAUSES).phrases == (
        Phrase("долго храните?", "5.1", "слэнг"),
        Phrase("сколько лет", "5.1", "деды"),
        Phrase("верните деньги", "claim", "", (Kind.CLAIM,)),
    )


def test_a_phrase_may_wish_something_besides_and_lean_on_an_earlier_message(tmp_path: Path) -> None:
    write(
        tmp_path,
        "## 5.1 + claim\nсколько ещё хранить будете?\n## claim + deletion: erase\nверните деньги и сотрите меня\n"
        "## deletion: withdraw\n### деды\nхватит с меня >> снимаю согласие\n",
    )
    question, both, leaning = load_bank(tmp_path, CLAUSES).phrases
    assert question.labels == ("5.1", "+ claim")
    assert both.labels == ("claim", "+ claim", "+ deletion", ": erase")
    assert leaning == Phrase(
        "снимаю согласие", "deletion", "деды", (Kind.DELETION,), Shape.WITHDRAW, before="хватит с меня"
    )
    assert leaning.whole == "хватит с меня снимаю согласие"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## 5.1\nдолго?\n## 5.9\nкуда?\n", "строка 3.*5.9"),
        ("## вопрос\nдолго?\n", "строка 1.*вопрос"),
        ("долго?\n", "строка 1.*раньше"),
        ("## 5.1 + human\nдолго?\n", "строка 1.*human"),
        ("## 5.1: erase\nдолго?\n", "строка 1.*erase"),
        ("## deletion: burn\nсожгите\n", "строка 1.*burn"),
        ("// пусто\n", "нет ни одной фразы"),
    ],
)
def test_a_mistake_is_pointed_at(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BankError, match=said):
        load_bank(write(tmp_path, text), CLAUSES)


def test_an_old_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "phrases.txt").write_bytes("## 5.1\nдолго?".encode("cp1251"))
    with pytest.raises(BankError, match="UTF-8"):
        load_bank(tmp_path, CLAUSES)


def test_a_changed_phrase_changes_the_identity_of_the_bank(tmp_path: Path) -> None:
    """So the index is built again; a comment changes nothing."""
    before = load_bank(write(tmp_path, "## 5.1\nдолго?"), CLAUSES).sha256
    assert load_bank(write(tmp_path, "// правка\n## 5.1\n\nдолго?"), CLAUSES).sha256 == before
    assert load_bank(write(tmp_path, "## 5.1\nкак долго?"), CLAUSES).sha256 != before
    assert load_bank(write(tmp_path, "## 5.2\nдолго?"), CLAUSES).sha256 != before


def test_the_real_bank_speaks_of_every_clause_and_kind_and_repeats_no_evaluation_message() -> None:
    bank = load_bank(REAL / "phrases", quotable := load_policy(REAL).quotable)
    labels = {phrase.label for phrase in bank.phrases}
    assert labels == {*quotable, "claim", "deletion", "human", "smalltalk", "unanswerable"}
    evaluation = "".join(file.read_text(encoding="utf-8") for file in (REAL / "evaluation").glob("*.jsonl"))
    long = [phrase.text for phrase in bank.phrases if len(phrase.text.split()) > 4]
    assert not [text for text in long if f'"text": "{text}"' in evaluation]
