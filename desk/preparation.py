"""How far the desk is that cannot answer yet, because its model or index is being made."""

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """What is being done; one after another."""

    MODEL = "model"
    PHRASES = "phrases"
    LEARNING = "learning"
    OPENING = "opening"
    FAILED = "failed"  #: nothing more: the process will end


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is being done, and how much of all is over."""

    phase: Phase
    percent: int
    reason: str = ""  #: why it has failed, for the operator
