"""Replies in the language of whoever asks."""

import re

from api.reply_words import RUSSIAN, wording_in


def test_whoever_reads_english_reads_no_russian() -> None:
    """What replies do not say in English would be said in Russian."""
    assert [] == re.findall(r"[а-яё]+", repr(wording_in("en")), re.IGNORECASE)


def test_who_writes_otherwise_reads_russian() -> None:
    assert (RUSSIAN, RUSSIAN) == (wording_in("ru"), wording_in("de"))
