"""Two editions beside each other: which clause is which is told by the text, never by the number."""

from pathlib import Path

import pytest

from index.editions.difference import Difference, Doubt, Fate
from index.editions.matching import difference
from index.editions.wording import Said, wording
from index.policy import load_policy
from tests.two_editions import FIRST, SECOND, add, one_edition


def between(tmp_path: Path, first: str, second: str) -> Difference:
    folder = one_edition(tmp_path / "offer")
    add(folder, "a", first)
    add(folder, "b", second)
    return difference(load_policy(folder, "a"), load_policy(folder, "b"))


def test_ten_kinds_of_change_are_told_apart(tmp_path: Path) -> None:
    """Inserted, renumbered, moved, reworded, in other case, misprinted, removed, split, merged, a new section."""
    found = between(tmp_path, FIRST, SECOND)
    told = [(each.fate.value, each.old, each.new) for each in found.changes if each.fate is not Fate.UNCHANGED]
    assert told == [
        ("added", None, "1.2"),
        ("renumbered", "1.2", "1.3"),
        ("reworded", "2.1", "2.1"),
        ("reworded", "2.2", "2.2"),
        ("removed", "2.3", None),
        ("renumbered", "2.4", "2.3"),
        ("renumbered", "3.1", "2.4"),
        ("doubtful", "3.2", None),
        ("reworded", "3.3", "3.3"),
        ("doubtful", "3.4", None),
        ("reworded", "4.1", "4.1"),
        ("added", None, "5"),
        ("added", None, "5.1"),
    ]
    assert [(each.old, each.doubt, each.candidates) for each in found.of(Fate.DOUBTFUL)] == [
        ("3.2", Doubt.SPLIT, ("3.1", "3.2")),
        ("3.4", Doubt.MERGED, ("3.3",)),
    ]
    assert [each.old for each in found.changes if each.moved] == ["3.1"]
    assert found.touched == {"1.2", "2.1", "2.2", "3.1", "3.2", "3.3", "4.1", "5", "5.1"}


def test_one_inserted_clause_moves_nothing_to_another(tmp_path: Path) -> None:
    """However many follow it, and though each number means another clause now."""
    lines = [f"1.{number}. Пункт говорит о деле {word}." for number, word in enumerate(WORDS, start=1)]
    more = ["1.1. Совсем новое правило для гостей."]
    more += [f"1.{number}. Пункт говорит о деле {word}." for number, word in enumerate(WORDS, start=2)]
    found = between(tmp_path, "1. ДЕЛА\n" + "\n".join(lines), "1. ДЕЛА\n" + "\n".join(more))
    assert found.follows == {"1": "1"} | {f"1.{number}": f"1.{number + 1}" for number in range(1, 1 + len(WORDS))}
    assert [each.new for each in found.of(Fate.ADDED)] == ["1.1"]


WORDS = ("покупки", "доставки", "возврата", "оплаты", "обмена", "гарантии", "скидок", "подарков")


def test_a_text_that_stands_several_times_keeps_its_places(tmp_path: Path) -> None:
    """And the one that is taken out is the one whose section has gone."""
    first = "1. КНИГИ\n1.1. Возврат бесплатен.\n2. ПОСУДА\n2.1. Возврат бесплатен.\n3. ЦВЕТЫ\n3.1. Возврат бесплатен.\n"
    second = "1. КНИГИ\n1.1. Возврат бесплатен.\n2. ЦВЕТЫ\n2.1. Возврат бесплатен.\n"
    found = between(tmp_path, first, second)
    assert found.follows == {"1": "1", "1.1": "1.1", "3": "2", "3.1": "2.1"}
    assert [each.old for each in found.of(Fate.REMOVED)] == ["2", "2.1"]


def test_a_section_with_another_name_is_the_section_of_its_clauses(tmp_path: Path) -> None:
    """It is reworded, not taken out; whatever has left it has moved, and what stays below it has not."""
    first = "1. ЗАКАЗ\n1.1. Заказ оформляется на сайте.\n2. ПОКУПАТЕЛЯМ\n2.1. Скидка дарится за десять букетов.\n"
    second = "1. ЗАКАЗ\n1.1. Заказ оформляется на сайте.\n{}2. ПОДАРКИ\n2.1. Скидка дарится за десять букетов.\n"
    more = "2.2. Подарок вручает курьер.\n"
    found = between(tmp_path, first + more, second.format("1.2. Подарок вручает курьер.\n"))
    assert [(each.fate, each.old, each.new, each.moved) for each in found.changes if each.old != each.new] == [
        (Fate.RENUMBERED, "2.2", "1.2", True)
    ]
    assert ["2"] == [each.new for each in found.of(Fate.REWORDED)]
    assert ["2.2"] == [each.old for each in found.changes if each.moved]


def test_a_section_of_other_clauses_is_another(tmp_path: Path) -> None:
    first = "1. ЗАКАЗ\n1.1. Заказ оформляется на сайте.\n2. ПОКУПАТЕЛЯМ\n2.1. Скидка дарится за десять букетов.\n"
    second = "1. ЗАКАЗ\n1.1. Заказ оформляется на сайте.\n2. ХРАНЕНИЕ\n2.1. Вазы моются раз в неделю тёплой водой.\n"
    found = between(tmp_path, first, second)
    assert ["2", "2.1"] == [each.old for each in found.of(Fate.REMOVED)]


def test_the_same_text_differs_in_nothing(tmp_path: Path) -> None:
    assert between(tmp_path, FIRST, FIRST.replace(". ", ".  ")).is_none


@pytest.mark.parametrize(
    ("before", "now", "pieces"),
    [
        ("Храним год.", "Храним два года.", "Храним [год]{два года}."),
        ("Никому не даём.", "Даём почте.", "[Никому не даём]{Даём почте}."),
        ("Ответ за 30 дней", "Ответ за 15 дней", "Ответ за [30]{15} дней"),
        ("", "Новое", "{Новое}"),
    ],
)
def test_the_words_that_differ_are_shown_among_those_that_do_not(before: str, now: str, pieces: str) -> None:
    marks = {Said.BOTH: "{}", Said.BEFORE: "[{}]", Said.NOW: "{{{}}}"}
    found = wording(before, now)
    assert "".join(marks[piece.said].format(piece.text) for piece in found) == pieces
    assert "".join(piece.text for piece in found if piece.said is not Said.NOW) == before
    assert "".join(piece.text for piece in found if piece.said is not Said.BEFORE) == now
