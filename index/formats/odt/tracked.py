"""Tracked changes of a text: who did what, and what was deleted."""

from dataclasses import dataclass

from index.document.changes import How
from index.formats.odt.names import DC, OFFICE, TEXT, XML
from index.formats.package import Element


@dataclass(frozen=True, slots=True)
class Region:
    """A change that nobody accepted or rejected."""

    how: How
    author: str
    day: str
    deleted: Element | None = None  #: holds the paragraphs that were taken away


def regions_of(body: Element) -> dict[str, Region]:
    """Changes by their id; changes of looks are none."""
    found: dict[str, Region] = {}
    for changed in body.iter(f"{TEXT}changed-region"):
        for kind in changed:
            how = {f"{TEXT}insertion": How.INSERTED, f"{TEXT}deletion": How.DELETED}.get(kind.tag)
            if how is None:
                continue
            info = kind.find(f"{OFFICE}change-info")
            author = info.findtext(f"{DC}creator", "") if info is not None else ""
            day = info.findtext(f"{DC}date", "")[:10] if info is not None else ""
            region = Region(how, author, day, kind if how is How.DELETED else None)
            for name in (f"{TEXT}id", f"{XML}id"):
                if changed.get(name):
                    found[changed.get(name, "")] = region
    return found
