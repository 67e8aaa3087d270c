"""Clauses that nobody is to be sure about: kept beside the index of an edition, applied in understanding."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from index.understanding import Understanding

UNSURE = "unsure.json"  #: in the folder of the index of an edition
_JUST_BELOW = 0.999  #: of the confidence that is enough for an answer


@dataclass(frozen=True, slots=True)
class Unsure:
    """Which clauses, and by which figures: the name of each, as it was and as it would be."""

    clauses: tuple[str, ...] = ()
    fell: dict[str, tuple[float, float]] = field(default_factory=dict)


def load_unsure(folder: Path) -> Unsure:
    """What is kept in the folder of an index; nothing where there is no file, or none that can be read."""
    try:
        found = json.loads((folder / UNSURE).read_text("utf-8"))
        return Unsure(tuple(found["clauses"]), {name: (was, now) for name, (was, now) in found["fell"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Unsure()


def keep_unsure(folder: Path, unsure: Unsure) -> None:
    """Write it down, or take it away where there is nothing."""
    if not unsure.clauses:
        (folder / UNSURE).unlink(missing_ok=True)
        return
    new = folder / f"{UNSURE}.new"
    new.write_text(json.dumps(asdict(unsure), ensure_ascii=False, indent=1), "utf-8")
    new.replace(folder / UNSURE)


def doubted(found: Understanding, clauses: Collection[str], enough: float) -> Understanding:
    """The understanding with no clause of these confident `enough` for an answer; their order stays."""
    if not any(each.number in clauses for each in found.candidates):
        return found
    most = enough * _JUST_BELOW
    asked = found.candidates[: found.questions]  # all of these would be quoted together
    ceiling = most if any(each.number in clauses for each in asked) else 1.0
    candidates = []
    for each in found.candidates:
        ceiling = min(ceiling, each.confidence, most if each.number in clauses else 1.0)
        candidates.append(replace(each, confidence=ceiling))
    return replace(found, candidates=tuple(candidates))
