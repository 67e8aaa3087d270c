"""Phrases follow their clause: nobody's words end under another clause because a number has moved."""

from pathlib import Path

import pytest

from index.bank import BankError
from index.cold.linking import Verdict
from index.editions.carrying import carried_bank, carried_verdicts
from index.editions.writing import rewritten
from index.policy import load_policy
from tests.two_editions import LINKS, PHRASES, SECOND, add, one_edition


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return one_edition(tmp_path / "offer")


def test_an_edition_laid_beside_by_hand_takes_over_the_phrases_by_text(folder: Path) -> None:
    """1.2 is 1.3 now and 3.1 is 2.4; of 2.3, which is gone, and of 3.2, which was split, nothing is guessed."""
    add(folder, "2", SECOND)
    bank, left = carried_bank(load_policy(folder, "2"))
    assert {each.label: each.text for each in bank.phrases} == {
        "1.3": "где мне нажать чтобы купить",
        "2.2": "долго ждать розы",
        "2.3": "а бумажка об оплате будет",
        "2.4": "розы завяли сразу, поменяете",
        "4.2": "сколько я у вас в базе ещё буду",
    }
    assert left == {"2.3": 1, "3.2": 1, "3.4": 1}
    first, nothing = carried_bank(load_policy(folder, "1"))
    assert (len(first.phrases), nothing) == (9, {})


def test_what_the_owner_said_of_topics_follows_too(folder: Path) -> None:
    add(folder, "2", SECOND)
    (folder / "links.toml").write_text(LINKS, "utf-8")
    topics = ("receipt", "delivery-time", "data-retention")
    assert carried_verdicts(load_policy(folder, "2"), topics) == {
        ("receipt", "2.3"): Verdict.CONFIRMED,
        ("data-retention", "4.2"): Verdict.REFUSED,
    }


def test_an_edition_with_phrases_of_its_own_takes_over_none(folder: Path) -> None:
    """And a wrong address in them is told as ever."""
    add(folder, "2", SECOND, 'phrases = "phrases-2"\n')
    (folder / "phrases-2").mkdir()
    (folder / "phrases-2" / "own.txt").write_text("## 5.1\nскидочку дадите\n", "utf-8")
    bank, left = carried_bank(load_policy(folder, "2"))
    assert ([each.label for each in bank.phrases], left) == (["5.1"], {})
    (folder / "phrases-2" / "own.txt").write_text("## 7.1\nскидочку дадите\n", "utf-8")
    with pytest.raises(BankError, match=r"«7\.1»"):
        carried_bank(load_policy(folder, "2"))


def test_a_bank_is_written_anew_in_its_own_lines(folder: Path) -> None:
    """Comments, voices, wishes and shapes stay; what follows no clause is kept aside as it was."""
    written = rewritten(PHRASES["offer.txt"], load_policy(folder).quotable, {"1.2": "1.3", "4.2": "4.2", "3.2": "3.1"})
    assert written.text.startswith("// пишет владелец\n## 1.3\n### покупатель\nгде мне нажать чтобы купить\n## 3.1\n")
    assert "## 4.2 + deletion: erase\n### покупатель\nсколько я у вас" in written.text
    assert "## 2.2\n### покупатель\nкогда привезёте\nдолго ждать розы\n## 2.3\n" in written.aside
    assert written.phrases_aside == {"2.2": 2, "2.3": 1, "2.4": 1, "3.1": 1, "3.4": 1}


def test_a_kind_and_a_shape_keep_their_head() -> None:
    text = "## claim\nверните\n## claim + deletion: erase\nверните и удалите\n## deletion: access\nпокажите\n"
    assert rewritten(text, ["1.1"], {}).text == text
