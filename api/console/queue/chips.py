"""Chips: what narrows a list, each with the address of the same list without it."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.console import console_words
from api.console.queue.filters import ME, NOBODY, Filters
from tickets.labels import CHANNELS, KINDS, STATUSES, capital


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the list."""

    title: str
    without: str  #: address


def chips(filters: Filters, me: str) -> Sequence[Chip]:
    """In the order in which the filters stand on the page."""
    found = [Chip(f"«{filters.q}»", filters.address(q=""))] if filters.q else []
    found += [
        Chip(capital(KINDS[kind].staff), filters.address(kinds=[one for one in filters.kinds if one != kind]))
        for kind in filters.kinds
    ]
    found += [
        Chip(capital(STATUSES[state].staff), filters.address(states=[one for one in filters.states if one != state]))
        for state in filters.states
    ]
    if filters.who:
        found.append(Chip(console_words.WHOSE.get(_whose(filters.who, me), filters.who), filters.address(who="")))
    if filters.due:
        found.append(Chip(console_words.DUE[filters.due], filters.address(due=None)))
    found += [
        Chip(
            capital(CHANNELS[channel].staff),
            filters.address(channels=[one for one in filters.channels if one != channel]),
        )
        for channel in filters.channels
    ]
    return found


def _whose(who: str, me: str) -> str:
    return ME if who in {ME, me} else NOBODY if who == NOBODY else who
