"""References to clauses in the words of a policy and of the people who ask about it."""

import pytest

from index.document.references import references

POLICY = [
    *[str(section) for section in range(1, 10)],
    *["1.1", "2.1", "3.1", "3.2", "3.2.1", "3.3", "3.4", "4.1", "4.1.3", "5.1", "5.2", "5.3", "7.1", "7.2"],
]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("для целей, указанных в п. 4 настоящей Политики", "4"),
        ("за исключением п.п. 5.2. и 5.3. настоящей Политики", "5.2 5.3"),
        ("предусмотренных п.п. 5.2., 5.3. и 7.2. настоящей Политики", "5.2 5.3 7.2"),
        ("см. раздел 3", "3"),
        ("в соответствии с пунктом 4.1.3", "4.1.3"),
        ("пп. 3.1–3.4 Политики", "3.1 3.2 3.3 3.4"),
        ("с п. 3.1 по 3.3", "3.1 3.2 3.3"),
        ("разделы 2-4", "2 3 4"),
        ("пункты 5.1 и 5.2, а также подпункт 4.1.3", "5.1 5.2 4.1.3"),
        ("что значит п 5.2?", "5.2"),
        ("П.5.3. и пункта №7.1", "5.3 7.1"),
        ("п. 7.2, затем п. 5.2, снова п. 7.2", "7.2 5.2"),
        ("пункта 4 Политики и п. 1 ст. 6 закона", "4"),
        ("п. 5.2 настоящих Правил по закону", "5.2"),
    ],
)
def test_every_way_to_refer_to_a_clause_is_understood(text: str, numbers: str):
    """Numbers come in reading order, once each; a range gives all that is between its ends."""
    assert references(text, POLICY) == tuple(numbers.split())


@pytest.mark.parametrize(
    "text",
    [
        "ст. 21 закона",
        "Федеральный закон № 152-ФЗ",
        "ч. 2 п. 1 ст. 6 закона",
        "п. 1 и п. 2 ст. 6 закона",
        "п. 2 Постановления Правительства",
        "пункт 4 части 1 статьи 6",
        "ст. 6 п. 1",
        "п. 8.15 Политики",
        "в течение 5 дней и 3 раза",
        "версия 5.2",
        "стоп 5, группа 4",
        "пункт назначения",
        "",
    ],
)
def test_a_law_a_quantity_and_an_unknown_number_are_no_references(text: str):
    """Nobody is sent to a clause that the text did not mean."""
    assert references(text, POLICY) == ()


def test_roman_sections_are_found_by_their_printed_numbers():
    """«Раздел II» leads to the section printed as II."""
    assert references("см. раздел II и п. 1.1", ["I", "1.1", "II"]) == ("II", "1.1")


def test_a_clause_put_in_between_is_found_by_its_whole_number():
    """«п. 1.1-1» is no range, and «п. 1.1а» is not 1.1."""
    known = ["1.1", "1.1а", "1.1-1", "1.2", "1.3"]
    assert references("см. п. 1.1а и п. 1.1-1", known) == ("1.1а", "1.1-1")
    assert references("пп. 1.1-1.3", known) == ("1.1", "1.1а", "1.1-1", "1.2", "1.3")
