"""What styles say of words and paragraphs, with all that they inherit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from index.formats.odt.names import FO, OFFICE, STYLE, TEXT
from index.formats.package import Element

_HEAVY = frozenset({"bold", "600", "700", "800", "900"})
_DEEPEST = 50  #: styles that inherit from one another


@dataclass(frozen=True, slots=True)
class Look:
    """What matters of the look of words."""

    bold: bool = False
    hidden: bool = False
    struck: bool = False
    capitals: bool = False  #: are shown, whatever was typed


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What matters of a paragraph."""

    look: Look = Look()
    lists: str | None = None  #: name of its list style; "": numbers are taken away from it


class Styles:
    """All named and automatic styles of a document."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._own: set[int] = set()  #: id() of those that are no named styles but one paragraph's
        self._defaults: dict[str, Element] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._styles[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
            for style in root.iterfind(f"{OFFICE}automatic-styles/{STYLE}style"):
                self._own.add(id(style))
            for style in root.iter(f"{STYLE}default-style"):
                self._defaults[style.get(f"{STYLE}family", "")] = style
        self._paragraphs: dict[str, ParagraphStyle] = {}

    def paragraph(self, name: str) -> ParagraphStyle:
        """The paragraph style of that name."""
        if name not in self._paragraphs:
            found = ParagraphStyle(look=_look(Look(), self._defaults.get("paragraph")))
            for style in self._chain("paragraph", name):
                lists = style.get(f"{STYLE}list-style-name", found.lists)
                if not lists and id(style) not in self._own:
                    lists = found.lists  # a named style without a list leaves headings their outline
                found = replace(found, look=_look(found.look, style), lists=lists)
            self._paragraphs[name] = found
        return self._paragraphs[name]

    def words(self, name: str, above: Look) -> Look:
        """The look of words in a text style, where `above` is the look around them."""
        for style in self._chain("text", name):
            above = _look(above, style)
        return above

    def _chain(self, family: str, name: str) -> list[Element]:
        """A style and those it inherits from, the most general one first."""
        chain: list[Element] = []
        while (style := self._styles.get((family, name))) is not None and len(chain) < _DEEPEST:
            chain.insert(0, style)
            name = style.get(f"{STYLE}parent-style-name", "")
        return chain


def _look(above: Look, style: Element | None) -> Look:
    found = style.find(f"{STYLE}text-properties") if style is not None else None
    if found is None:
        return above
    told: Mapping[str, str] = found.attrib
    weight = told.get(f"{FO}font-weight")
    display = told.get(f"{TEXT}display")
    transform = told.get(f"{FO}text-transform")
    line = told.get(f"{STYLE}text-line-through-style") or told.get(f"{STYLE}text-line-through-type")
    return Look(
        bold=above.bold if weight is None else weight in _HEAVY,
        hidden=above.hidden if display is None else display == "none",
        struck=above.struck if line is None else line != "none",
        capitals=above.capitals if transform is None else transform == "uppercase",
    )
