"""The library of topics is text that a lawyer edits, and mistakes are pointed at by line."""

from pathlib import Path

import pytest

from index.bank import BankError, Phrase
from index.topics import Topic, load_topics

DEPOSIT = "## deposit — Залог\n= залог; обеспечительный платёж\n### teen\nвернёте ли залог\n"


def write(folder: Path, text: str, name: str = "rent.txt") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_topic_is_read_with_its_markers_and_voices(tmp_path: Path) -> None:
    write(
        tmp_path,
        "// аренда\n## deposit — Залог — депозит\n= залог; обеспечительный платёж;\n= депозит\n\n"
        "### teen\nвернёте ли залог\n### elderly\n  когда отдадут депозит\n",
    )
    assert load_topics(tmp_path) == (
        Topic(
            "deposit",
            "Залог — депозит",
            ("залог", "обеспечительный платёж", "депозит"),
            (Phrase("вернёте ли залог", "deposit", "teen"), Phrase("когда отдадут депозит", "deposit", "elderly")),
        ),
    )


def test_topics_stand_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    write(tmp_path, DEPOSIT, "b.txt")
    write(tmp_path, DEPOSIT.replace("deposit", "fuel") + DEPOSIT.replace("deposit", "age"), "a.txt")
    assert [topic.slug for topic in load_topics(tmp_path)] == ["fuel", "age", "deposit"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(DEPOSIT + "## залог — Залог\n", "строка 5.*заголовок", id="a slug in Cyrillic"),
        pytest.param("## deposit\n", "строка 1.*заголовок", id="no title"),
        pytest.param("вернёте ли\n" + DEPOSIT, "строка 1.*раньше", id="a phrase before any topic"),
        pytest.param("### teen\n" + DEPOSIT, "строка 1.*раньше", id="a voice before any topic"),
        pytest.param(DEPOSIT + DEPOSIT, "строка 5.*deposit.*уже есть", id="a topic twice"),
        pytest.param("## deposit — Залог\n### teen\nвернёте\n", "строка 1.*«= слова", id="no markers"),
        pytest.param("## deposit — Залог\n= залог\n" + DEPOSIT, "строка 1.*ни одной фразы", id="no phrases"),
        pytest.param("// пусто\n", "нет ни одной темы", id="nothing at all"),
    ],
)
def test_a_mistake_in_a_topic_is_pointed_at(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BankError, match=said):
        load_topics(write(tmp_path, text))


def test_a_file_of_topics_in_an_old_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "rent.txt").write_bytes(DEPOSIT.encode("cp1251", "replace"))
    with pytest.raises(BankError, match=r"rent\.txt.*UTF-8"):
        load_topics(tmp_path)
