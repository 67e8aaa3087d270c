"""Shapes of documents: as a whole, by section, and clause by clause."""

from pydantic import BaseModel

from api.schemas import EditionOut


class ClauseOut(BaseModel):
    """A clause within its section; `address` is its number, with its part where the number is repeated."""

    number: str
    part: str
    address: str
    text: str
    parent: str | None
    url: str


class SectionOut(BaseModel):
    """A section with all its clauses in document order."""

    number: str
    part: str
    address: str
    heading: str
    text: str
    clauses: list[ClauseOut]


class PolicyOut(BaseModel):
    """A document in its edition in force, and the consent that tickets rest on."""

    id: str
    title: str
    operator: str
    sites: list[str]
    services: list[str]
    published_at: str
    contact: str
    edition: EditionOut
    consent: str
    preamble: ClauseOut | None
    sections: list[SectionOut]


class DocumentOut(BaseModel):
    """One of the documents: `clauses` says how many there are that can be quoted, `url` is its page for people."""

    id: str
    title: str
    operator: str
    edition: EditionOut
    clauses: int
    url: str


class DocumentsOut(BaseModel):
    """All of them, the first document first."""

    documents: list[DocumentOut]


class ClauseDetailOut(BaseModel):
    """One clause: `text` is its own, `quote` the one that answers, with the lead-in or the items of its list.

    `related` holds addresses.
    """

    number: str
    part: str
    address: str
    heading: str
    text: str
    quote: str
    path: str
    parent: str | None
    url: str
    related: list[str]
