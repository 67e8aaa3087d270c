"""A state: what a picture shows, and the function that brings a page there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from playwright.async_api import Page

from tools.screenshots.story import Story

Act = Callable[[Page, Story], Awaitable[object]]


class Part(StrEnum):
    """The headings, in their order."""

    WIDGET = "The widget"
    OWN_TICKET = "A ticket in the widget"
    STATUS = "Where a ticket stands"
    POLICY = "The policy"
    DOOR = "The console: its door"
    QUEUE = "The console: the queue"
    TICKET = "The console: a ticket"
    OFFICE = "The console: around the work"
    INSIGHT = "The console: insight"


@dataclass(frozen=True, slots=True)
class State:
    """One of the list; `name` is also the beginning of the names of its pictures."""

    name: str
    part: Part
    sentence: str  #: what is to be seen
    act: Act
    dark: bool = False  #: is also taken dark
    staff: bool = False  #: by somebody who is signed in to the console
    whole: bool = False  #: the page from top to bottom, not only what the screen shows
    print: bool = False  #: as it is printed


STATES: list[State] = []


def state(part: Part, sentence: str, **how: bool) -> Callable[[Act], Act]:
    """Put a function on the list; its name is the state's."""

    def register(act: Act) -> Act:
        name = act.__name__.replace("_", "-")
        STATES.append(State(name, part, sentence, act, **how))
        return act

    return register
