"""How words look, as far as it decides whether they are quoted."""

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from index.formats.docx.xml import W, is_on

_SWITCHES = {
    W + "b": "bold",
    W + "vanish": "hidden",
    W + "specVanish": "hidden",
    W + "strike": "struck",
    W + "dstrike": "struck_twice",
    W + "caps": "capitals",
}
_RAISED, _POSITION = W + "vertAlign", W + "position"


@dataclass(frozen=True, slots=True)
class Look:
    """None: nothing is said of it."""

    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    struck_twice: bool | None = None
    capitals: bool | None = None  #: are shown, whatever was typed
    raised: bool | None = None

    def under(self, other: "Look") -> "Look":
        """This one where the other says nothing."""
        return self if other is PLAIN else _joined(self, other)

    def crossed(self, other: "Look") -> "Look":
        """Of two styles of the same words: what both switch on is off again."""
        said = {each.name: getattr(other, each.name) for each in fields(other) if getattr(other, each.name) is not None}
        crossed = {name: on != bool(getattr(self, name)) for name, on in said.items() if name != "raised"}
        return replace(self, **crossed, raised=self.raised if other.raised is None else other.raised)


PLAIN = Look()


@lru_cache(maxsize=1000)
def _joined(below: Look, above: Look) -> Look:
    said = {each.name: getattr(above, each.name) for each in fields(above)}
    return replace(below, **{name: on for name, on in said.items() if on is not None})


def own_look(properties: Any) -> Look:
    """What the run properties themselves say."""
    if properties is None:
        return PLAIN
    said: dict[str, bool] = {}
    for each in properties:
        if name := _SWITCHES.get(each.tag):
            said[name] = is_on(each) or (name == "hidden" and said.get(name, False))
        elif each.tag == _RAISED:
            said["raised"] = each.get(W + "val") == "superscript"
        elif each.tag == _POSITION:  # LibreOffice writes so what it raises by another measure than Word
            said["raised"] = each.get(W + "val", "0").lstrip("0").isdecimal()
    return Look(**said) if said else PLAIN
