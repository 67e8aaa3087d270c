"""What knocks in browsers of staff. None of it leaves as it is: a push only says that there is something new."""

from datetime import datetime

from tickets.post.topics.topic import OfTicket, Topic


class PersonWaits(OfTicket):
    """A person waits for us anew; who is to hear it is found when it is carried."""

    stored_as = "person_waits"
    at: datetime


class Knock(Topic):
    """One browser is to show that there is something new."""

    stored_as = "knock"
    subscription: int
    at: datetime  #: since when there is


TO_BROWSERS: tuple[type[Topic], ...] = (PersonWaits, Knock)
