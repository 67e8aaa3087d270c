"""The drawing of a ticket's life says what the code does."""

from pathlib import Path

from tickets.life import STEPS as ARROWS
from tickets.record.ticket import Status

DRAWING = Path(__file__).parents[2] / "docs" / "life.md"


def test_the_drawing_shows_every_arrow() -> None:
    """Renewed by copying what `_mermaid` gives."""
    assert _mermaid() in DRAWING.read_text("utf-8")


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


def _mermaid() -> str:
    """The drawing of all steps that lead elsewhere, in the words of Mermaid."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for step in ARROWS:
        if step.end is not None:
            for start in sorted(step.starts - {step.end}):
                arrows.setdefault((start, step.end), []).append(step.name)
    lines = [f"    {start} --> {end}: {', '.join(names)}" for (start, end), names in arrows.items()]
    return "\n".join(["stateDiagram-v2", "    [*] --> new: open", *lines])
