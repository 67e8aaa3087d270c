"""A .docx as lines of visible text."""

from dataclasses import replace

from index.document.changes import Choice
from index.document.notes import without_notes
from index.document.source import Page, Source
from index.formats.docx.body import Body
from index.formats.docx.lines import write
from index.formats.docx.lists import Lists
from index.formats.docx.notes import Notes
from index.formats.docx.package import Package
from index.formats.docx.revisions import Revisions
from index.formats.docx.styles import Styles


def read_docx(data: bytes, choice: Choice) -> Source:
    """What Word shows once all tracked changes are accepted or rejected; lines are counted by paragraphs.

    Raises FileUnreadable.
    """
    package = Package(data)
    document = package.document()
    styles, revisions, page = Styles(package.beside("styles")), Revisions(choice), Page()
    body = Body(styles, Lists(package.beside("numbering"), styles), revisions, Notes(package))
    write(body.blocks(document), page)
    page.odd = body.odd
    return without_notes(replace(page.source(), changes=revisions.changes()))
