"""What staff said, as programs read it: its marks as blocks, and the files that came with the words."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from api.ticket_schemas import AttachmentOut, BlockOut, StaffAnswerOut
from tickets.post.outbox import OutboxRow
from tickets.post.topics.to_person import Notice, Resolved, StaffAnswered, StaffAsked, StaffWords
from tickets.record.attachment import Attachment
from tickets.record.conversation import Author, StoredMessage
from tickets.store.database import Database
from tickets.text.marks import blocks_of

MARKED = (StaffAnswered, StaffAsked, Resolved)  #: words in which staff may type marks


def blocks_out(text: str | None) -> list[BlockOut]:
    """The words with their marks read; none where nothing is said."""
    return [BlockOut.model_validate(block) for block in blocks_of(text or "")]


def answers_out(
    talk: Sequence[StoredMessage], files: Sequence[Attachment], named: Mapping[str, str]
) -> list[StaffAnswerOut]:
    """What staff wrote in a talk; `named`: who wrote a message, by its id, where they show their name."""
    return [
        StaffAnswerOut(
            text=said.text,
            at=said.at,
            blocks=blocks_out(said.text),
            files=[AttachmentOut.model_validate(file) for file in files if file.message_id == said.id],
            by=named.get(said.id),
        )
        for said in talk
        if said.author is Author.STAFF
    ]


async def told_with(database: Database, rows: Sequence[OutboxRow]) -> Mapping[int, dict[str, Any]]:
    """What the data of events say beside what their rows hold, by id of the row."""
    said = {row.id: _words(row) for row in rows}
    wanted = {file for words in said.values() if words for file in words.files}
    found = await database.fetch(select(Attachment).where(Attachment.id.in_(wanted))) if wanted else []
    files = {file.id: AttachmentOut.model_validate(file).model_dump(mode="json") for file in found}
    return {row: _blocks(words) | _files(words, files) if words else {} for row, words in said.items()}


def _words(row: OutboxRow) -> StaffWords | None:
    match row.told:
        case Notice(news=StaffWords() as words):
            return words
        case _:
            return None


def _blocks(words: StaffWords) -> dict[str, Any]:
    if not isinstance(words, MARKED):
        return {}
    return {"blocks": [block.model_dump(mode="json", exclude_defaults=True) for block in blocks_out(words.text)]}


def _files(words: StaffWords, known: Mapping[str, Any]) -> dict[str, Any]:
    files = [known[each] for each in words.files if each in known]
    return {"files": files} if files else {}
