"""What members are told by mail: how many, and nothing of whom or of what."""

from datetime import date

from tickets.post.topics.topic import Topic


class MorningLetter(Topic):
    """How the queue stands at the beginning of a working day."""

    stored_as = "morning"
    on: date  #: in the operator's zone, as are the others
    waiting: int  #: people who wait for an answer of ours
    late: int  #: tickets whose date is over
    today: int  #: whose date ends today
    next: int  #: after today and until the next working day, that one included
    next_on: date


TO_MEMBERS: tuple[type[Topic], ...] = (MorningLetter,)
