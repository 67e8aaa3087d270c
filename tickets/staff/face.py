"""Faces: by which name people read who of the staff has answered, and the picture beside it: initials in a circle."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from tickets.audit.entry import note
from tickets.staff.member import StaffMember, find_staff, short_name
from tickets.store.database import Session

LONGEST = 40  #: characters of a name
TONES = 8  #: colours of circles, of which each is readable in both themes
_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]{1,2}[^\W\d_]+)*\.?")


class NameUnfit(ValueError):
    """A name is made of letters, with spaces, hyphens and points between them."""


@dataclass(frozen=True, slots=True)
class Face:
    """Of one member."""

    name: str  #: as colleagues read it
    initials: str
    tone: int  #: below TONES, the same wherever the name stands


def face(email: str, display_name: str | None = None) -> Face:
    """The face of a member; who has no name yet is known by the address."""
    name = display_name or short_name(email)
    parts = [part for part in re.split(r"[\W\d_]+", name) if part]
    initials = "".join(part[0] for part in parts[:2]) or name[:1]
    return Face(display_name or email, initials.upper(), sum(map(ord, name)) % TONES)


async def faces(session: Session) -> dict[str, Face]:
    """Of everybody who is or was a member, by e-mail."""
    rows = await session.execute(select(StaffMember.email, StaffMember.display_name))
    return {email: face(email, name) for email, name in rows}


def known_as(email: str, among: Mapping[str, Face]) -> str:
    """How colleagues call a member; who is none of them keeps the address."""
    return among[email].name if email in among else email


async def shown_name(session: Session, actor: str) -> str | None:
    """How people read who it was; None for whoever has said no name, or is no member."""
    return await session.scalar(select(StaffMember.display_name).where(StaffMember.email == actor))


async def show_as(session: Session, email: str, name: str, *, by: str) -> StaffMember:
    """From now on people read this name over what the member writes; an empty one hides who it was.

    Raises NoSuchStaff and NameUnfit.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if name and (len(name) > LONGEST or not _NAME.fullmatch(name)):
        raise NameUnfit
    member = await find_staff(session, email)
    member.display_name = name or None
    note(session, "member.name", by, member.email)
    return member
