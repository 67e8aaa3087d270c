"""Cells of a sheet: none is a formula."""

import pytest

from desk.journal import harmless


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_what_could_be_a_formula_is_text(begins: str) -> None:
    """With an apostrophe before it, by which spreadsheet programs know a text."""
    assert f"'{begins}cmd|' /C calc'!A0" == harmless(f"{begins}cmd|' /C calc'!A0")


def test_the_rest_stays_as_it_is() -> None:
    """Numbers, words, and such signs elsewhere."""
    assert ["5", "", "а=б", "пункт 5.1"] == [harmless(cell) for cell in (5, "", "а=б", "пункт 5.1")]
