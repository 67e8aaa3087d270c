"""The morning letter: once on each working day members hear by mail how many people wait and which dates are near."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Date, ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.post.notices import post
from tickets.post.topics.to_members import MorningLetter
from tickets.queue.board import EVENING, MORNING
from tickets.queue.waiting import count_waiting
from tickets.record.ticket import AT_ONCE, OPEN, Ticket
from tickets.staff.member import Role, StaffMember, is_absent
from tickets.store.base import Base, now
from tickets.store.database import Database, Session, change, insert_new
from tickets.terms.calendar import day_end, is_working_day, next_working_day


class MorningGiven(Base):
    """That a member was written to on a day; its key lets only one of several processes do it."""

    __tablename__ = "morning_letters"

    email: Mapped[str] = mapped_column(ForeignKey("staff.email", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)  #: in the operator's zone


def wants_morning(member: StaffMember) -> bool:
    """An admin answers for dates, so silence means yes there; nobody else gets mail that they have not asked for."""
    return member.morning if member.morning is not None else member.role is Role.ADMIN


async def choose_morning(session: Session, member: StaffMember, wanted: bool, zone: ZoneInfo, at: datetime) -> None:
    """From the next morning on the member is written to, or not."""
    member.morning = wanted
    local = at.astimezone(zone)
    if wanted and local.time() >= MORNING:
        await insert_new(session, MorningGiven, email=member.email, day=local.date())


async def give_morning(database: Database, zone: ZoneInfo, at: datetime | None = None) -> int:
    """Write to whoever has not been written to today, from MORNING on; gives to how many.

    A process that was down then makes up for it until EVENING. No letter is written where there is nothing to tell.
    """
    at = at or now()
    local = at.astimezone(zone)
    today = local.date()
    if not MORNING <= local.time() < EVENING or not is_working_day(today):
        return 0
    async with database.reading() as session:
        if not session.means.mail or not (left := await _left(session, zone, at)):
            return 0
        letter = await morning(session, zone, at)
    given = 0
    for email in left:
        async with database.transaction() as session:
            given += await _give(session, email, letter)
    return given


async def morning(session: Session, zone: ZoneInfo, at: datetime) -> MorningLetter:
    """How the queue stands at that moment."""
    today = at.astimezone(zone).date()
    following = next_working_day(today + timedelta(days=1))
    ends = Ticket.pressing_at
    dated = Ticket.among(OPEN) & (ends > AT_ONCE)
    groups = (
        dated & (ends <= at),
        dated & (ends > at) & (ends <= day_end(today, zone)),
        dated & (ends > day_end(today, zone)) & (ends <= day_end(following, zone)),
    )
    numbers = [select(func.count()).select_from(Ticket).where(group).scalar_subquery() for group in groups]
    late, due, near = (await session.execute(select(*numbers))).one()
    return MorningLetter(today, (await count_waiting(session)).number, late, due, near, following)


async def _left(session: Session, zone: ZoneInfo, at: datetime) -> Sequence[str]:
    """Who is to be written to and was not yet; whoever became a member since the morning has seen the queue today."""
    local = at.astimezone(zone)
    begin = datetime.combine(local.date(), MORNING, zone)
    given = select(MorningGiven.email).where(MorningGiven.day == local.date())
    query = select(StaffMember).where(StaffMember.email.not_in(given), StaffMember.added_at < begin)
    members = await session.scalars(query.order_by(StaffMember.email))
    return [member.email for member in members if wants_morning(member) and not is_absent(member, at)]


async def _give(session: Session, email: str, letter: MorningLetter) -> int:
    if not await insert_new(session, MorningGiven, email=email, day=letter.on):
        return 0  # another process was faster
    await change(session, delete(MorningGiven).where(MorningGiven.email == email, MorningGiven.day < letter.on))
    if not (letter.waiting or letter.late or letter.today or letter.next):
        return 0
    post(session, f"staff:{email}", letter, "morning", to=email)
    return 1
