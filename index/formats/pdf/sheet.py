"""What is drawn on a page, as far as words depend on it. In points, y grows upwards, text runs to the right."""

from dataclasses import dataclass
from enum import StrEnum

RAISED = 0.9  #: of the size of the text it belongs to: what is larger is no index


class Seen(StrEnum):
    """How a reader sees a run of glyphs."""

    PLAIN = ""
    STRUCK = "struck"  #: a line goes through it
    HIDDEN = "hidden"  #: drawn in no ink, in white on white, beyond the edge, or too small for eyes
    TURNED = "turned"  #: across the page: a watermark, a stamp in the margin
    LAYER = "layer"  #: unseen over a picture of the page: what a recognizer read in it
    MARGIN = "margin"  #: the file itself says that it is a running header or footer


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one look side by side."""

    text: str
    left: float
    right: float
    base: float  #: height of the base line
    size: float  #: of the font, as it is drawn
    bold: bool = False
    seen: Seen = Seen.PLAIN
    raised: bool = False  #: an index above the base line, which is then that of its neighbours


@dataclass(frozen=True, slots=True)
class Bar:
    """A thin line, upright or level."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def level(self) -> bool:
        """Whether it lies."""
        return self.right - self.left >= self.top - self.bottom

    @property
    def middle(self) -> float:
        """Its height when it lies, its place from the left when it stands."""
        return (self.bottom + self.top) / 2 if self.level else (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    width: float
    height: float
    runs: tuple[Run, ...]
    bars: tuple[Bar, ...] = ()
    picture: float = 0.0  #: share of the page that its largest picture covers
