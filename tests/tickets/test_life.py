"""The drawing of a ticket's life says what the code does."""

from pathlib import Path

from tickets.life import STEPS as ARROWS
from tickets.life import mermaid
from tickets.ticket import Status

DRAWING = Path(__file__).parents[2] / "docs" / "life.md"


def test_the_drawing_shows_every_arrow() -> None:
    """Renewed by copying what `tickets.life.mermaid` gives."""
    assert mermaid() in DRAWING.read_text("utf-8")


def test_every_step_is_explained_beside_the_drawing() -> None:
    """Who may take it, and what the person hears."""
    explained = DRAWING.read_text("utf-8")
    assert [] == [step.name for step in ARROWS if f"`{step.name}`" not in explained]


def test_every_status_can_be_reached_and_left_or_is_an_end() -> None:
    """A ticket is never stuck: from every status but the joined ones an arrow leads on."""
    reached = {step.end for step in ARROWS} | {Status.NEW}
    left = {start for step in ARROWS if step.end for start in step.starts}
    assert set(Status) == reached - {None}
    assert {Status.DUPLICATE, Status.MERGED} == set(Status) - left
