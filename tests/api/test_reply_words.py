"""Replies in the language of whoever asks."""

import re

from api.reply_words import wording_in
from desk.own_words import own_words
from desk.settings import TEXTS
from index.policy import load_policy

OWN = own_words(load_policy(TEXTS / "privacy"))


def test_whoever_reads_english_reads_no_russian() -> None:
    """What replies do not say in English would be said in Russian."""
    assert [] == re.findall(r"[а-яё]+", repr(wording_in("en", OWN)), re.IGNORECASE)


def test_who_writes_otherwise_reads_russian() -> None:
    assert wording_in("ru", OWN) == wording_in("de", OWN) != wording_in("en", OWN)
