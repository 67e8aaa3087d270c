"""A former edition where there are several documents: that of the one which is asked about, thought about once."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from desk.former import asked
from desk.knowledge import Knowledge
from desk.known import Known
from index.dialogue import Turn
from index.policy import load_policy
from index.understanding import Understanding
from tests.documents import TEXT, ByWord, write_document

PRIVACY = "5. ХРАНЕНИЕ\n5.1. Данные хранятся год.\n5.2. Потом они удаляются.\n"


class Listening(ByWord):
    """Writes down what it is asked."""

    def understand(self, text: str, _context: Sequence[Turn] = ()) -> Understanding:
        HEARD.append(text)
        return super().understand(text)


HEARD: list[str] = []


@pytest.fixture
def library(tmp_path: Path) -> Knowledge:
    """A policy whose editions are 1 and 2, an offer whose editions are 3 and 4; both newer ones since October."""
    HEARD.clear()
    folders = [
        write_document(tmp_path / "privacy", "privacy", "Политика", PRIVACY),
        write_document(tmp_path / "offer"),
    ]
    known = []
    for place, (folder, ids) in enumerate(zip(folders, (("1", "2"), ("3", "4")), strict=True)):
        text = (PRIVACY, TEXT)[place].replace("год", "два года").replace("триста", "пятьсот").encode()
        (folder / "editions" / "2.txt").write_bytes(text)
        facts = (folder / "policy.toml").read_text("utf-8").replace('id = "3"', f'id = "{ids[0]}"')
        facts += f'\n[[editions]]\nid = "{ids[1]}"\nfile = "editions/2.txt"\neffective = 2026-10-01\n'
        facts += f'sha256 = "{hashlib.sha256(text).hexdigest()}"\n'
        (folder / "policy.toml").write_text(facts, "utf-8")
        heard = Listening(place)
        known.append(Known(load_policy(folder), heard, opens=lambda policy, heard=heard: heard))  # type: ignore[misc]
    return Knowledge(known, "")


def told(knowledge: Knowledge) -> tuple[list[str], str]:
    """Documents that are asked, and the edition of the first."""
    return [*knowledge.documents], knowledge.edition.id


def test_a_message_that_wants_no_edition_is_thought_about_by_none(library: Knowledge) -> None:
    """Though it has a word of such wishes: only what answers it thinks about it, and that once."""
    found = asked(library, None, "у меня было две доставки, сколько они стоят?")
    assert (["privacy", "offer"], "2") == told(found.knowledge)
    assert [] == HEARD


def test_the_edition_of_the_document_that_is_asked_about_answers(library: Knowledge) -> None:
    """Each document thinks once about what is asked, without the words for the edition."""
    found = asked(library, None, "сколько стоила доставка в прошлой редакции")
    assert (["offer"], "3") == told(found.knowledge)
    assert "сколько стоила доставка" == found.text
    assert ["сколько стоила доставка"] * 2 == HEARD


def test_a_day_alone_is_of_the_document_that_was_asked_about_before(library: Knowledge) -> None:
    found = asked(library, None, "а как было 05.09.2026?", [Turn("сколько стоит доставка?")])
    assert ((["offer"], "3"), "") == (told(found.knowledge), found.text)


def test_an_edition_that_only_one_document_has_tells_which(library: Knowledge) -> None:
    """Where it is chosen beside the message; of words alone that cannot be told."""
    found = asked(library, "3", "сколько храните данные?")
    assert (["offer"], "3") == told(found.knowledge)
    assert [] == HEARD
    named = asked(library, None, "сколько храните данные в редакции 3?")
    assert (["privacy", "offer"], "2") == told(named.knowledge)


async def test_what_was_thought_about_to_find_the_document_is_not_thought_about_again(library: Knowledge) -> None:
    text = "сколько храните данные в редакции 3?"
    found = asked(library, None, text)
    before = len(HEARD)
    assert "privacy" == (await found.knowledge.think(text, ())).candidates[0].document
    assert before == len(HEARD)


def test_a_folder_that_is_being_written_in_stops_nobody(library: Knowledge) -> None:
    (library.policy.folder / "policy.toml").write_text("id = ", "utf-8")
    found = asked(library, None, "сколько стоила доставка до 05.02.2026, как было на 05.09.2026?")
    assert (["offer"], "3") == told(found.knowledge)
    assert date(2026, 10, 1) == found.knowledge.former.until  # type: ignore[union-attr]
