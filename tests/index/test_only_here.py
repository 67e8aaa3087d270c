"""What the kinds of the privacy bank say of its document alone is not borrowed by other documents."""

from desk.settings import TEXTS
from index.bank import ONLY_HERE, load_bank, load_kinds
from index.policy import load_policy

PRIVACY = TEXTS / "privacy"


def test_each_line_of_the_list_is_a_phrase_of_the_bank_and_is_left_out_for_others() -> None:
    """A line that no longer stands in the bank would leave nothing out."""
    listed = {line for line in (PRIVACY / ONLY_HERE).read_text("utf-8").splitlines() if line and line[:2] != "//"}
    own = load_bank(PRIVACY / "phrases", load_policy(PRIVACY).quotable).phrases
    written = {f"{phrase.before} >> {phrase.text}" if phrase.before else phrase.text for phrase in own}
    borrowed = {
        f"{phrase.before} >> {phrase.text}" if phrase.before else phrase.text
        for phrase in load_kinds(PRIVACY / "phrases")
    }
    assert listed <= written
    assert not listed & borrowed
    assert len(borrowed) > 4000
