"""A former edition in Telegram: which it is, and until when it held, stands before its clause."""

from datetime import date
from pathlib import Path

from bot.dialogue.speech import speech
from desk.former import of_edition
from desk.knowledge import Knowledge
from desk.known import Known
from desk.ref import Ref
from desk.reply import Answer
from index.policy import load_policy
from tests.annexes import ByWord
from tests.two_editions import SECOND, add, one_edition


def test_the_first_line_says_which_edition_and_until_when_it_held(tmp_path: Path) -> None:
    """And the clause is that edition's own."""
    folder = one_edition(tmp_path / "offer")
    add(folder, "2", SECOND, "effective = 2026-02-05\n")
    knowledge = Knowledge([Known(load_policy(folder, day=date(2026, 12, 1)), ByWord())], "http://127.0.0.1:8000")
    former = of_edition(knowledge, "1")
    quotes = (former.quote("2.3"),)
    reply = Answer(conversation="c", message="m", language="ru", quotes=quotes, former=former.former)
    said = speech(reply, knowledge, [Ref("2.3")], public=True)
    assert said is not None
    told = [block.text for block in said.blocks]
    assert "Это прежняя редакция 1: она действовала до 05.02.2026." == told[0]
    assert "Курьер ждёт получателя пятнадцать минут и уезжает." in told[2]
    assert "редакция 1" in told[3]
    assert "http://127.0.0.1:8000/policy?edition=1#2.3" == quotes[0].url
