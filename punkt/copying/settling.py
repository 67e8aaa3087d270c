"""Settling a database that came out of a copy: what has happened since is not in it, and must not happen again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select

from desk.holdings import HOLDINGS
from desk.settings import Settings
from punkt.copying.manifest import Manifest
from punkt.secret import contact_keys, key_fingerprints
from tickets.erasure.again import erase_again
from tickets.erasure.ledger import Since
from tickets.post.undelivered import hold_unsure
from tickets.record.attachment import Attachment
from tickets.record.draft import Draft, unlock
from tickets.staff.session import end_all_sessions
from tickets.staff.totp import end_recovery_codes
from tickets.steps.code import end_codes
from tickets.steps.pending import stop_all
from tickets.store.database import Session
from tickets.store.heartbeat import HeartbeatRow
from tickets.store.known_keys import forget_keys
from tickets.store.locker import LockersAway
from tickets.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done."""

    since: Since | None  #: what the ledger told; None where it is not there
    unknown: int  #: lines of it that were written under other keys
    erased: tuple[str, ...]  #: acts of those erased once more
    unsure: int  #: rows of the outbox that staff are to decide about
    stopped: int  #: replies of staff that were about to leave
    sessions: int
    recovery: int  #: codes of staff
    codes: int  #: by mail, of people
    drafts: Sequence[Draft] | None  #: whose words Redis has no more; None where Redis does not answer


def since_copy(settings: Settings, manifest: Manifest) -> Since | None:
    """What the ledger tells of the time after the copy; None where it is not there. Waits, and raises OSError."""
    ledger = settings.erased
    return ledger.since(manifest.ledger, manifest.begun_at) if ledger.there else None


def since_ever(settings: Settings) -> Since | None:
    """All that the ledger tells: what has been erased is not found a second time. As `since_copy`."""
    ledger = settings.erased
    return ledger.since(None, datetime.fromtimestamp(0, UTC)) if ledger.there else None


async def settle(session: Session, settings: Settings, since: Since | None, gone: Sequence[str] = ()) -> Settled:
    """Erase again, hold back what may have left, end what was open. Done again it comes to the same.

    `since` is what the ledger tells, `gone` the attachments that were deleted while the copy was made.
    """
    keys = contact_keys(settings)
    vaults = dict(zip(key_fingerprints(keys), (Vault([key]) for key in keys), strict=True))
    entries = since.entries if since else ()
    unsure = await hold_unsure(session)
    stopped = await stop_all(session)
    await session.execute(delete(Attachment).where(Attachment.id.in_(gone)))
    await session.execute(delete(HeartbeatRow))
    await forget_keys(session)  # whether they are those of the copy has been looked at, and told
    return Settled(
        since=since,
        unknown=sum(not entry.marks.keys() <= vaults.keys() for entry in entries),
        erased=tuple(each.act for each in await erase_again(session, entries, vaults, HOLDINGS)),
        unsure=unsure,
        stopped=stopped,
        sessions=await end_all_sessions(session),
        recovery=await end_recovery_codes(session),
        codes=await end_codes(session),
        drafts=await _lost(session),
    )


async def _lost(session: Session) -> Sequence[Draft] | None:
    drafts = (await session.scalars(select(Draft).where(Draft.locker.is_not(None)).order_by(Draft.begun_at))).all()
    try:
        return await unlock(session, drafts)
    except LockersAway:
        return None
