"""What may be said against a day."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from tests.day.contacts import Contact, Wish
from tests.day.day import Day

UNSEEN = timedelta(minutes=2)  #: by the clock of the day


async def faults(day: Day, planned: Sequence[Contact]) -> list[str]:
    """A sentence for everybody who waited unseen, was not answered or was answered more often than they asked."""
    found = [f"{each.number} waited unseen" for each in day.told if not each.seen or each.seen - each.since > UNSEEN]
    by_policy = sum(each.wish is Wish.QUESTION for each in planned)
    if day.by_policy != by_policy:
        found.append(f"the policy answered {day.by_policy} of {by_policy}")
    asked = Counter(each.number for each in day.told)
    if len(asked) != len(planned) - by_policy:
        found.append(f"{len(asked)} tickets of {len(planned) - by_policy} people")
    for number, person in {each.number: each.person for each in day.told}.items():
        answers = len(await person.answers())
        if answers != asked[number]:
            found.append(f"{number} asked {asked[number]} times and was answered {answers} times")
    found += [f"{number} still waits" for number in await day.lead.waiting()]
    return found
