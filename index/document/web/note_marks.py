"""The marks of footnotes on a page."""

from bs4 import Tag

from index.document.notes import TARGET, raised

_MARK_PARTS = 10  #: elements and strings in the mark of a footnote, at most


def note_mark(tag: Tag, *, linked: bool) -> str:
    """What a superscript or a link to a footnote reads like; "" of any other element. `linked`: a link is around it."""
    to_note = tag.name == "a" and (TARGET.match(str(tag.get("href") or "")) or tag.get("role") == "doc-noteref")
    if not to_note and tag.name != "sup":
        return ""
    inside = list(tag.contents)
    for each in inside:  # grows as it goes
        if len(inside) > _MARK_PARTS:
            return ""
        inside += each.contents if isinstance(each, Tag) else []
    linked = linked or bool(to_note) or any(isinstance(each, Tag) and each.name == "a" for each in inside)
    return raised(tag.get_text(), linked=linked) or ""
