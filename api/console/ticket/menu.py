"""The menu of a ticket: all that can be done beside answering and resolving, grouped by what it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.console.ticket.steps import Offer

#: Acts with a place of their own on the page: a button, or the composer.
APART = ("take", "resolve", "answer", "ask", "note")
HAND_OUT = "export"  #: gives a file, so it is no form of a step
GROUPS: Mapping[str, Sequence[str]] = {
    "Кто ведёт": ("assign", "return"),
    "Требования и сроки": ("confirm", "meet", "extend"),
    "Личность и данные": ("vouch", "block", "unblock", HAND_OUT),
    "Связи": ("duplicate", "merge"),
    "Ответы бота": ("mute", "unmute"),
    "Закрыть иначе": ("refuse", "close", "reopen"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Acts that do alike."""

    title: str
    offers: Sequence[Offer]
    hands_out: bool = False  #: whether the data of the person can be handed out, too


def menu(can: Mapping[str, Offer], *, erased: bool) -> Sequence[Group]:
    """What is offered now, in its groups; those with nothing in them are left out."""
    groups = [
        Group(title, [can[name] for name in names if name in can], HAND_OUT in names and not erased)
        for title, names in GROUPS.items()
    ]
    return [group for group in groups if group.offers or group.hands_out]
