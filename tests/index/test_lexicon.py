"""The words of an index as they lie on the disk."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.lexicon import Lexicon

WORDS = {"срок": 3, "сроки": 1, "с": 7, "не звонить": 0, "ё": 2, "dannye": 5}


def test_each_word_keeps_its_number(tmp_path: Path) -> None:
    Lexicon.save(tmp_path, "words", WORDS)
    kept = Lexicon.load(tmp_path, "words")
    assert dict(kept) == WORDS
    assert (len(kept), kept["срок"], kept.get("сро"), kept.get("сро", 4)) == (6, 3, None, 4)
    assert ("сроки" in kept, "срок " in kept, 3 in kept) == (True, False, False)


def test_the_order_of_the_words_changes_no_byte(tmp_path: Path) -> None:
    """Copies compare what they built."""
    Lexicon.save(tmp_path, "one", WORDS)
    Lexicon.save(tmp_path, "two", dict(reversed(WORDS.items())))
    for kind in ("trie", "npy"):
        assert (tmp_path / f"one.{kind}").read_bytes() == (tmp_path / f"two.{kind}").read_bytes()


LETTERS = st.characters(exclude_categories=["Cc", "Cs"])


@given(st.dictionaries(st.text(LETTERS, max_size=12), st.integers(0, 10**9)))
def test_any_words_come_back(tmp_path_factory, words: dict[str, int]) -> None:
    folder = tmp_path_factory.mktemp("lexicon")
    Lexicon.save(folder, "words", words)
    assert dict(Lexicon.load(folder, "words")) == words
