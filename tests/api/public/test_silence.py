"""That the policy is silent is said only when that is sure; else nothing was found, and what can be done next."""

import pytest

from api.public.render import render
from api.tokens import Tokens
from desk.deciding import reply_to
from desk.knowledge import Knowledge
from desk.reply import NoAnswer
from index.understanding import Candidate, Kind, Understanding
from tickets.record.conversation import Author, StoredMessage

NEAR = (Candidate("5.1", 0.2),)


@pytest.mark.parametrize(
    ("silent", "clauses", "said"),
    [
        (0.95, (), "В Политике об этом ничего не сказано."),
        (0.95, NEAR, "Прямо об этом в Политике не сказано."),
        (0.7, (), "Я не нашёл в Политике ответа на это. Спросите иначе или позовите сотрудника"),
        (0.7, NEAR, "Я не нашёл в Политике прямого ответа. Ниже пункты, которые ближе всего"),
    ],
)
def test_silence_is_said_only_where_it_is_sure(
    knowledge: Knowledge, silent: float, clauses: tuple[Candidate, ...], said: str
) -> None:
    shares = dict.fromkeys(Kind, (1 - silent) / 5) | {Kind.UNANSWERABLE: silent}
    understanding = Understanding(Kind.UNANSWERABLE, silent, clauses, shares, "ru")
    stored = StoredMessage(conversation_id="c", author=Author.USER, text="?", origin=None, id="m")
    reply = reply_to(knowledge, understanding, stored)
    assert isinstance(reply, NoAnswer)
    told = render(reply, knowledge, Tokens(b"x" * 32))
    assert told.text.startswith(said)
    assert "human" in [action.id for action in told.actions]
