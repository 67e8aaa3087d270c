"""A picture as SVG that follows the reader's light or dark theme, whether it stands alone or in a page."""

import io
import re
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Colours that stand for names: each is replaced by var(--name), which `style` sets for both themes.
PAPER, INK, QUIET, LINE, FIRST, SECOND, THIRD, ON_FIRST = (f"#0102{place:02x}" for place in range(8))
_NAMES = ("paper", "ink", "quiet", "line", "first", "second", "third", "on-first")
_LIGHT = ("#ffffff", "#1f2328", "#59636e", "#d7dce1", "#2563c4", "#b45309", "#0f766e", "#ffffff")
_DARK = ("#14171c", "#e8ebef", "#a3adb8", "#363d46", "#7db0f7", "#f0a850", "#57c4b4", "#10141a")

_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "punkt",
    "font.size": 11,
    "axes.edgecolor": LINE,
    "axes.facecolor": PAPER,
    "axes.labelcolor": QUIET,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.axisbelow": True,
    "figure.facecolor": PAPER,
    "grid.color": LINE,
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
}


def style() -> str:
    """The colours as CSS variables for both themes."""
    light, dark = (_variables(theme) for theme in (_LIGHT, _DARK))
    return f":root{{color-scheme:light dark;{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"


def picture(title: str, width: float, height: float, draw: Callable[[Axes], None]) -> str:
    """What `draw` draws as an SVG element of so many inches; the same drawing gives the same text."""
    file = io.StringIO()
    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(width, height), layout="constrained")
        draw(figure.add_subplot())
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    text = file.getvalue()
    text = re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
    text = re.sub(r'font: (\S+) [^;"]+', r"font: \1 system-ui, sans-serif", text)
    for place, name in enumerate(_NAMES):
        text = text.replace(f"#0102{place:02x}", f"var(--{name})")
    named = text.replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
    return named.replace(">", f"><style>{style()}</style>", 1)


def _variables(theme: tuple[str, ...]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in zip(_NAMES, theme, strict=True))
