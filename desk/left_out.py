"""A document that is left out, and why."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document that lies there and is not answered from."""

    folder: Path
    reason: str  #: a sentence for the operator, which names the folder or a file in it
