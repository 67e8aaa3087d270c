"""Addresses: what a clause is called by where its number is printed more than once."""

from pathlib import Path

from index.document.address import addresses, alike, parted, printed, slug
from index.document.parser import parse
from tests.annexes import FIRST, MAIN, SECOND, TEXT

PRIVACY = Path(__file__).parents[3] / "policy_text" / "privacy" / "editions" / "1.txt"


def called(text: str) -> list[str]:
    return list(addresses(parse(text).clauses))


def test_in_a_document_without_repeated_numbers_every_number_is_its_own_address() -> None:
    clauses = parse(PRIVACY.read_bytes()).clauses
    assert [clause.number for clause in clauses] == list(addresses(clauses))
    assert {""} == {clause.part for clause in clauses}


def test_a_repeated_number_is_addressed_by_its_annex_and_no_other_is() -> None:
    found = called(TEXT)
    assert {MAIN, FIRST, SECOND} <= set(found)
    assert {"1.2", "2.2", "3", "3.1"} <= set(found)
    assert len(found) == len(set(found))
    assert ["2.1"] * 3 == [clause.number for clause in parse(TEXT).clauses if clause.number == "2.1"]
    assert "Приложение 2" == next(clause.part for clause in parse(TEXT).clauses if clause.number == "3.1")


def test_two_languages_are_two_parts() -> None:
    text = "ПОЛИТИКА\n\n1. Общее.\n1.1. Раз.\n\nPRIVACY POLICY\n\n1. General.\n1.1. One.\n"
    assert ["Основной текст, 1", "Основной текст, 1.1", "PRIVACY POLICY, 1", "PRIVACY POLICY, 1.1"] == called(text)


def test_named_parts_are_called_by_their_names() -> None:
    text = "ПРАВИЛА\n\nЧасть А. Продажа\n\n1.1. Раз.\n1.2. Два.\n\nЧасть Б. Доставка\n\n1.1. Три.\n1.2. Четыре.\n"
    assert ["Часть А, 1.1", "Часть А, 1.2", "Часть Б, 1.1", "Часть Б, 1.2"] == called(text)


def test_lists_under_headings_without_numbers_are_called_by_these() -> None:
    text = "# Правила\n\n## Общие\n\n1. Раз.\n2. Два.\n\n## Права\n\n1. Три.\n2. Четыре.\n"
    assert ["Общие, 1", "Общие, 2", "Права, 1", "Права, 2"] == called(text)


def test_a_list_that_begins_anew_within_an_annex_bears_both_names() -> None:
    text = (
        "1. Раз.\n2. Два.\n\nПриложение № 1\n\n1. Три.\n2. Четыре.\n\nПОРЯДОК ВОЗВРАТА\n\n1. Пять.\n2. Шесть.\n"
        "\nПриложение № 2\n\n1. Семь.\n"
    )
    assert ["Приложение 1, ПОРЯДОК ВОЗВРАТА, 1", "Приложение 1, ПОРЯДОК ВОЗВРАТА, 2"] == called(text)[4:6]
    assert "Приложение 2, 1" == called(text)[-1]


def test_where_no_part_can_be_named_the_order_tells() -> None:
    assert ["1", "1.1", "1.2 (первый)", "1.2 (второй)"] == called("1. Общее.\n1.1. Раз.\n1.2. Два.\n1.2. Три.\n")
    many = called("1. Общее.\n" + "1.1. Раз.\n" * 12)
    assert ("1.1 (десятый)", "1.1 (11-й)") == (many[10], many[11])


def test_an_order_that_the_document_belongs_to_is_no_part_of_it() -> None:
    """«Приложение № 1 к приказу» at the top names the whole, not what follows until its own annex."""
    text = "Приложение № 1\nк приказу\n\n1. Раз.\n1.1. Два.\n\nПриложение № 1\nк Политике\n\n1. Три.\n1.1. Четыре.\n"
    assert ["Основной текст, 1", "Основной текст, 1.1", "Приложение 1, 1", "Приложение 1, 1.1"] == called(text)


def test_two_annexes_of_the_same_number_are_told_apart_by_their_titles() -> None:
    text = "1. Раз.\n\n# Приложение 1 к Договору\n\n1. Два.\n\n# Приложение 1 к Политике\n\n1. Три.\n"
    assert ["Основной текст, 1", "Приложение 1, 1", "Приложение 1 к Политике, 1"] == called(text)


def test_a_list_of_annexes_at_the_end_opens_none_of_them() -> None:
    text = (
        "1. Раз.\n2. Приложения к Договору:\n\nПриложение № 1 – График;\n\nПриложение № 2 – Цены.\n\n"
        "Приложение № 1\n\n1. Два.\n"
    )
    assert ["Основной текст, 1", "2", "Приложение 1, 1"] == called(text)


def test_a_part_is_short_and_holds_nothing_that_the_bank_reads_otherwise() -> None:
    title = "Условия: доставка + самовывоз " + "очень длинный заголовок " * 4
    [*_, last] = called(f"1. Раз.\n\n## {title.strip()}\n\n1. Два.\n")
    part, number = parted(last)
    assert number == "1"
    assert part.startswith("Условия доставка самовывоз")
    assert len(part) <= 60


def test_an_address_has_a_form_for_links() -> None:
    assert ["5.1", "приложение-1/2.1", "1.2-второй", "преамбула"] == [
        slug(address) for address in ("5.1", "Приложение 1, 2.1", "1.2 (второй)", "преамбула")
    ]
    assert "2.1" == printed("Приложение 1, 2.1 (второй)")
    assert alike("Приложение № 1") == alike("приложение-1") == alike(" ПРИЛОЖЕНИЕ 1 ")
