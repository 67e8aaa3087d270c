"""A draft: what a person is still telling, step by step, in a channel without forms: a ticket, or words for one.

It is a row, so a restart in the middle loses nothing; a conversation fills in one draft at a time. With lockers the
row holds where the draft stands, and what was told lies in a locker whose key is in the row.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import flag_modified, set_committed_value

from tickets.record.attachment import let_go
from tickets.record.conversation import Spots
from tickets.record.ticket import Request, TicketKind
from tickets.store.base import Base, Lenient, now, one_of
from tickets.store.database import Database, Session
from tickets.store.locker import LockersAway
from tickets.store.vault import Sealed, opened


class Stage(StrEnum):
    """What the person is asked for now."""

    DOCUMENT = "document"  #: under which document a claim is made, where there are several
    TEXT = "text"
    REQUEST = "request"
    CONTACT = "contact"
    CONSENT = "consent"
    ADDITION = "addition"  #: words to add to a ticket that is open
    REASON = "reason"  #: why a ticket is to be opened again
    COMMENT = "comment"  #: a line on whether they were helped


#: The next message belongs to a ticket that there is already.
OF_TICKET = frozenset({Stage.ADDITION, Stage.REASON, Stage.COMMENT})

TOLD = ("requests", "text", "name", "email", "phone")  #: columns that `write_down` alone changes


class WordsLost(LookupError):
    """Redis has forgotten what was told in the draft, or its row is garbled."""


class Shapes(Lenient):
    """Names of legal shapes; None where the row is garbled."""

    cache_ok = True

    def shaped(self, found: Any) -> list[str] | None:
        return found if isinstance(found, list) and all(each in [*Request] for each in found) else None


class Draft(Base):
    """What has been told so far."""

    __tablename__ = "drafts"
    __table_args__ = (
        CheckConstraint(one_of("kind", TicketKind), name="kind_known"),
        CheckConstraint(one_of("stage", Stage), name="stage_known"),
        # Consent is asked for last, when there is something to consent to.
        CheckConstraint("stage <> 'consent' OR text IS NOT NULL OR locker IS NOT NULL", name="text_before_consent"),
        CheckConstraint("(stage IN ('addition', 'reason', 'comment')) = (number IS NOT NULL)", name="number_of_ticket"),
    )

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[TicketKind]
    requests: Mapped[list[str]] = mapped_column(Shapes, default=list)  #: legal shapes chosen so far
    stage: Mapped[Stage]
    origin: Mapped[str]  #: the act that began it; becomes the ticket's
    #: Id of the document that it is about; "" where the person does not know, None where nobody was asked.
    document: Mapped[str | None]
    text: Mapped[str | None] = mapped_column(Text)
    #: Where the text came in several messages: the channel's id of each, and how many characters of it are theirs.
    parts: Mapped[list[list[str | int]] | None] = mapped_column(Spots)
    name: Mapped[str | None] = mapped_column(Sealed)
    email: Mapped[str | None] = mapped_column(Sealed)
    phone: Mapped[str | None] = mapped_column(Sealed)
    #: The ticket that the words are for, when there is one already.
    number: Mapped[str | None] = mapped_column(ForeignKey("tickets.number", ondelete="CASCADE"))
    begun_at: Mapped[datetime] = mapped_column(default=now)
    #: Key of the locker with what was told, the text at least; None: it is in this row.
    locker: Mapped[str | None] = mapped_column(Sealed)


async def find_draft(session: Session, conversation_id: str) -> Draft | None:
    """Where the draft stands that this conversation is filling in; what was told may still be in its locker."""
    return await session.get(Draft, conversation_id)


async def open_draft(session: Session, conversation_id: str) -> Draft | None:
    """The draft with all that was told; raises WordsLost, LockersAway and KeyMissing."""
    draft = await find_draft(session, conversation_id)
    if draft is not None and await unlock(session, [draft]):
        raise WordsLost
    return draft


async def drafts_of(session: Session, conversations: Sequence[str]) -> Sequence[Draft]:
    """The drafts of these conversations, still to be unlocked."""
    query = select(Draft).where(Draft.conversation_id.in_(conversations))
    return (await session.scalars(query.order_by(Draft.begun_at, Draft.conversation_id))).all()


async def unlock(session: Session, drafts: Sequence[Draft]) -> list[Draft]:
    """Fetch what was told in these drafts; gives those of which it is lost. Raises LockersAway and KeyMissing."""
    lockers = session.means.lockers
    keys = {draft: key for draft in drafts if (key := opened(draft.locker)) is not None}
    words = await lockers.read([*keys.values()]) if lockers else [None] * len(keys)
    for draft, found in zip(keys, words, strict=True):
        _show(draft, json.loads(found or "{}"))
    garbled = [draft for draft in drafts if draft.requests is None and draft.stage not in OF_TICKET]
    return [*garbled, *(draft for draft, found in zip(keys, words, strict=True) if found is None)]


async def begin_draft(session: Session, draft: Draft) -> Draft:
    """Start filling in; an unfinished draft of the same conversation gives way."""
    await drop_draft(session, draft.conversation_id)
    session.add(draft)
    await write_down(session, draft)
    return draft


async def write_down(session: Session, draft: Draft, **words: Any) -> None:
    """Change what was told in a draft that has been opened: columns of TOLD by name.

    It goes into another locker; where there is none, or none can be had now, into the row.
    """
    told = {name: getattr(draft, name) for name in TOLD} | words
    told["requests"] = told["requests"] or []  # of a new draft nothing is set yet
    lockers = session.means.lockers
    _leave(session, draft.locker)
    draft.locker = None
    if lockers is not None and told["text"] is not None and not session.means.vault.shut:
        with suppress(LockersAway):
            draft.locker = await lockers.put(json.dumps(told))
    for name, value in told.items():
        in_row = value if draft.locker is None else [] if name == "requests" else None
        setattr(draft, name, in_row)
        flag_modified(draft, name)  # the row may hold something else than was shown
    await session.flush()
    _show(draft, told)


async def drop_draft(session: Session, conversation_id: str) -> bool:
    """Forget the draft, and the files that waited for it; False when there was none."""
    await let_go(session, conversation_id)
    query = delete(Draft).where(Draft.conversation_id == conversation_id).returning(Draft.conversation_id, Draft.locker)
    found = (await session.execute(query)).first()
    _leave(session, found.locker if found else None)
    return found is not None


async def keep_lockers(database: Database) -> None:
    """Let the lockers of all drafts last: when a draft is to go is said by `retention`, and never by Redis."""
    if (lockers := database.means.lockers) is not None:
        await lockers.keep(filter(None, await database.fetch(select(Draft.locker))))


def _show(draft: Draft, told: dict[str, Any]) -> None:
    """As if it were in the row, but never to be written there."""
    for name, value in told.items():
        set_committed_value(draft, name, value)


def _leave(session: Session, key: str | None) -> None:
    """The locker is emptied when the transaction has been committed."""
    if key is not None:
        session.left.append(key)
