"""Questions put into the journal by hand, so that each number is known."""

from datetime import datetime

from desk.journal import Question
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.store.database import Database, Session


async def conversation(database: Database) -> str:
    """Id of a new one."""
    async with database.transaction() as session:
        return (await begin_conversation(session, "web")).id


async def ask(database: Database, talk: str, at: datetime, *how: object, **more: object) -> None:
    """A question in a transaction of its own."""
    async with database.transaction() as session:
        await put_question(session, talk, at, *how, **more)  # type: ignore[arg-type]


async def put_question(
    session: Session,
    talk: str,
    at: datetime,
    clause: str | None = "5.1",
    outcome: str = "Answer",
    helpful: bool | None = None,
    text: str = "сколько храните?",
) -> None:
    """A question as the desk writes it down."""
    stored = await store_message(session, talk, Author.USER, text)
    session.add(
        Question(
            message_id=stored.id,
            kind="question",
            outcome=outcome,
            clauses=[[clause, 0.9], ["9.9", 0.1]] if clause else [],
            edition="1",
            edition_sha256="0" * 64,
            asked_at=at,
            helpful=helpful,
            rated_at=at if helpful is not None else None,
        )
    )
