"""Editions: any text that the policy has had, as it is shown, and how it differs from the one in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desk.knowledge import Knowledge
from index.policy import Listed, Policy, listed_editions, load_policy


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
class Differences:
    """Clauses of an older text against the one in force, by number."""

    changed: Mapping[str, str]  #: with the text in force
    gone: tuple[str, ...]
    added: tuple[str, ...]


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


def differences(old: Policy, new: Policy) -> Differences:
    """What the newer text says otherwise, no longer, or for the first time; numbers in the order of their text."""
    before = {number: _said(old, number) for number in old.clauses}
    after = {number: _said(new, number) for number in new.clauses}
    return Differences(
        changed={n: after[n] for n, text in before.items() if n in after and after[n].split() != text.split()},
        gone=tuple(n for n in before if n not in after),
        added=tuple(n for n in after if n not in before),
    )


def _said(policy: Policy, number: str) -> str:
    clause = policy.clause(number)
    return "\n".join(part for part in (clause.heading, clause.text) if part)
