"""Rating: after the end the person says whether they were helped; once, and it can be changed for a while."""

from datetime import datetime, timedelta

from tickets.life import RATE, check, go, hold
from tickets.record.rating import Rating
from tickets.record.ticket import USER, Outcome, Ticket
from tickets.store.base import now
from tickets.store.database import Session
from tickets.text.masking import mask

CHANGEABLE = timedelta(days=7)  #: after the first time
LONGEST = 500  #: characters of a comment


class NothingToRate(ValueError):
    """The person took the ticket back, so nobody has helped or not."""


class TooLateToChange(ValueError):
    """The ticket was rated longer than CHANGEABLE ago."""


async def rate(
    session: Session, number: str, *, helped: bool, comment: str | None = None, at: datetime | None = None
) -> Rating:
    """Whether the person was helped; without a comment an earlier one stays. The same again changes nothing.

    Raises WrongStep, Erased, NothingToRate and TooLateToChange.
    """
    ticket = await hold(session, number)
    check(ticket, RATE, USER)
    if ticket.outcome is Outcome.RETRACTED:
        raise NothingToRate(number)
    at, said = at or now(), _line(comment)
    rating = await rating_of(session, ticket)
    if rating is None:
        rating = Rating(ticket_id=ticket.id, helped=helped, comment=said, rated_at=at, changed_at=at)
        session.add(rating)
    elif (rating.helped, rating.comment) == (helped, said or rating.comment):
        return rating
    elif at > changeable_until(rating):
        raise TooLateToChange(number)
    else:
        rating.helped, rating.comment, rating.changed_at = helped, said or rating.comment, at
    await go(session, ticket, RATE, USER, at=at, why={"helped": helped})
    return rating


async def rating_of(session: Session, ticket: Ticket) -> Rating | None:
    """What the person has said of it."""
    return await session.get(Rating, ticket.id)


async def asks_for_rating(session: Session, ticket: Ticket) -> bool:
    """Whether the person is to be asked as the ticket ends: once, and not where they took it back."""
    return ticket.outcome is not Outcome.RETRACTED and await rating_of(session, ticket) is None


def changeable_until(rating: Rating) -> datetime:
    """The last moment at which it can be changed."""
    return rating.rated_at + CHANGEABLE


def _line(comment: str | None) -> str | None:
    """Masked, in one line, as long as one is; None where nothing is said."""
    line = " ".join(mask(comment or "").split())
    return (line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…") or None
