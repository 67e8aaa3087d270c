"""Erasing again: after a copy was brought back, whoever was erased since it was made is erased once more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from tickets.erasure.destruction import Erasure, Reason
from tickets.erasure.erasure import delete_unused, destroy, open_tickets
from tickets.erasure.holding import Holding, count
from tickets.erasure.ledger import Entry, Thing, mark
from tickets.erasure.person import person_of
from tickets.life import hold
from tickets.post.inbox import InboxRow
from tickets.record.conversation import Conversation
from tickets.record.ticket import SYSTEM, Ticket
from tickets.steps.own_steps import end_retracted
from tickets.store.base import now
from tickets.store.database import NotAlone, Session
from tickets.store.vault import Vault


@dataclass(frozen=True, slots=True)
class _Known:
    """What stands in the tables."""

    things: Mapping[str, Thing]  #: by their marks
    talks: Mapping[str, str]  #: conversation by number of ticket


async def erase_again(
    session: Session,
    entries: Iterable[Entry],
    vaults: Mapping[str, Vault],
    holdings: Sequence[Holding],
    at: datetime | None = None,
) -> list[Erasure]:
    """Erase what the entries of the ledger mark, as far as it is there; the vaults go by their fingerprints.

    Nobody is told: they have been. Done again it finds nothing. Raises NotAlone.
    """
    if not session.alone:
        raise NotAlone
    at, known, done = at or now(), await _known(session, vaults.values()), []
    for entry in entries:
        marked = [known.things[each] for marks in entry.marks.values() for each in marks if each in known.things]
        if marked and (erasure := await _destroy(session, marked, known, holdings, at)):
            done.append(erasure)
    return done


async def _destroy(
    session: Session, marked: Sequence[Thing], known: _Known, holdings: Sequence[Holding], at: datetime
) -> Erasure | None:
    conversations = tuple(sorted({name for kind, name in marked if kind == "conversation"}))
    lanes = {(kind.removeprefix("lane:"), name) for kind, name in marked if kind.startswith("lane:")}
    talks = {known.talks[name] for kind, name in marked if kind == "ticket"}
    whole = await person_of(session, tuple(sorted({*conversations, *talks})))
    # Whoever still talked to us when their tickets were erased kept their conversation.
    person = replace(whole, conversations=conversations, lanes=tuple(sorted(lanes)))
    if not any((await count(session, person, holdings)).values()):
        return None
    for number in await open_tickets(session, person):
        await end_retracted(session, await hold(session, number), SYSTEM, at)
    asked = person.numbers[-1] if person.numbers else None
    erasure = await destroy(session, person, asked, SYSTEM, Reason.PURPOSE, holdings, at)
    await delete_unused(session, conversations)
    return erasure


async def _known(session: Session, vaults: Iterable[Vault]) -> _Known:
    found = await session.execute(select(Ticket.number, Ticket.conversation_id))
    tickets = {row.number: row.conversation_id for row in found}
    lanes = select(InboxRow.channel, InboxRow.lane).union(select(Conversation.channel, Conversation.origin))
    things = [
        *(("ticket", number) for number in tickets),
        *[("conversation", each) for each in await session.scalars(select(Conversation.id))],
        *[(f"lane:{channel}", name) for channel, name in await session.execute(lanes)],
    ]
    return _Known({mark(vault, thing): thing for vault in vaults for thing in things}, tickets)
