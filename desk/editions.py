"""Editions: any text that the policy has had, as it is shown, and how it differs from the one in force."""

from dataclasses import dataclass
from datetime import date

from desk.knowledge import Knowledge
from index.editions.reading import ChangeRead, read_changes
from index.policy import Listed, Policy, listed_editions, load_policy

__all__ = ["ChangeRead", "read_changes"]


class NoSuchEdition(LookupError):
    """The policy never had an edition of that name."""


@dataclass(frozen=True, slots=True)
class ShownEdition:
    """An edition to read: `until` is the day on which the next took force, where that is known."""

    policy: Policy
    in_force: bool
    until: date | None
    editions: tuple[Listed, ...]  #: up to the one in force, newest last


@dataclass(frozen=True, slots=True)
class Compared:
    """How an edition differs from another, clause by clause."""

    before: ShownEdition
    now: ShownEdition
    changes: tuple[ChangeRead, ...]


def shown_edition(knowledge: Knowledge, edition: str | None) -> ShownEdition:
    """The named edition, or the one in force; reads the folder. Raises NoSuchEdition and PolicyError.

    An edition that lies in the folder but is not indexed yet is not in force, and is not shown.
    """
    now = knowledge.edition.id
    listed = listed_editions(knowledge.policy.folder)
    known = [each.id for each in listed]
    editions = listed[: known.index(now) + 1] if now in known else (Listed(now, knowledge.edition.effective),)
    if edition is None or edition == now:
        return ShownEdition(knowledge.policy, True, None, editions)
    place = next((place for place, each in enumerate(editions) if each.id == edition), None)
    if place is None:
        raise NoSuchEdition(edition)
    policy = load_policy(knowledge.policy.folder, edition)
    return ShownEdition(policy, False, editions[place + 1].effective, editions)


def compared(knowledge: Knowledge, before: str | None, now: str | None) -> Compared:
    """Two editions, as they were or are in force: without names the last two; reads the folder.

    Raises NoSuchEdition and PolicyError.
    """
    newer = shown_edition(knowledge, now)
    known = [each.id for each in newer.editions]
    if before is None:
        place = known.index(newer.policy.edition.id)
        if not place:
            raise NoSuchEdition(before)
        before = known[place - 1]
    older = shown_edition(knowledge, before)
    return Compared(older, newer, read_changes(older.policy, newer.policy))
