"""An edition that takes force between an answer and its telling: the reply names the one that its clauses are of."""

from collections.abc import Sequence

from api.public.render import render
from api.tokens import Tokens
from desk.deciding import reply_to
from desk.knowledge import Knowledge
from desk.reply import Quote
from index.policy import Edition
from index.understanding import Candidate, Kind, Understanding
from tickets.record.conversation import Author, StoredMessage


def test_the_edition_is_that_of_the_clauses_though_another_holds_by_now(knowledge: Knowledge, monkeypatch) -> None:
    shares = dict.fromkeys(Kind, 0.01) | {Kind.QUESTION: 0.95}
    understanding = Understanding(Kind.QUESTION, 0.95, (Candidate("5.2", 0.99),), shares, "ru")
    stored = StoredMessage(conversation_id="c", author=Author.USER, text="?", origin=None, id="m")
    was = knowledge.edition
    reply = reply_to(knowledge, understanding, stored)

    def taken_over(_: Sequence[Quote]) -> Edition:
        raise AssertionError("nobody may look again")

    monkeypatch.setattr(knowledge, "edition_of", taken_over)
    told = render(reply, knowledge, Tokens(b"x" * 32))
    assert (was.id, was.sha256) == (told.edition.id, told.edition.sha256)
    assert ["5.2"] == [clause.number for clause in told.clauses]
