"""Letters: what a parcel of the outbox says to its person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.mail.layout import Block, Code, Facts, Footer, Line, Link, Verbatim
from api.mail.letter_words import wording_in
from api.mail.wording import LetterWords
from tickets.labels import KINDS, PERIODS
from tickets.post.outbox import Undeliverable
from tickets.ticket import TicketKind
from tickets.told import TOLD

CODE = "email_code"

#: What a letter of a topic must hold, besides the number of its ticket.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "ticket_opened": ("kind", "received_on"),
    "staff_answered": ("text",),
    "staff_asked": ("text",),
    "term_extended": ("text", "due_on", "basis"),
    "ticket_resolved": ("text",),
    "ticket_refused": ("text", "norm"),
}


@dataclass(frozen=True, slots=True)
class Service:
    """Who writes: the name of the help desk, and where it is on the web, if it is."""

    name: str
    site: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said, not yet addressed. Letters of one ticket are one thread."""

    subject: str
    language: str
    blocks: tuple[Block, ...]
    ticket: str | None  #: its number


def compose(topic: str, data: Mapping[str, Any], service: Service) -> Letter:
    """The letter of a topic; raises Undeliverable for a topic or data that no letter is made of."""
    words = wording_in(data.get("language"))
    if topic != CODE and topic not in words.headings and topic not in TOLD:
        raise Undeliverable(f"mail does not carry {topic}")
    try:
        return _code(words, data, service) if topic == CODE else _about_ticket(words, topic, data, service)
    except (KeyError, TypeError, ValueError) as error:
        # Only its class: the text of the error may hold a person's words.
        raise Undeliverable(f"{topic} lacks what its letter must say ({type(error).__name__})") from None


def _code(words: LetterWords, data: Mapping[str, Any], service: Service) -> Letter:
    digits = "".join(str(data["code"]).split())
    site = words.code_site.format(site=service.site) if service.site else ""
    blocks = (
        Line(words.hello),
        Line(words.code_asked.format(name=service.name, site=site)),
        Code(f"{digits[:3]} {digits[3:]}"),
        Line(words.code_minutes.format(minutes=int(data["minutes"]))),
        Line(words.code_not_you),
        Line(words.code_tell_nobody),
        Footer(words.automatic),
    )
    return Letter(words.code_subject, words.language, blocks, None)


def _about_ticket(words: LetterWords, topic: str, data: Mapping[str, Any], service: Service) -> Letter:
    missing = [name for name in ("number", *_NEEDED.get(topic, ())) if not data.get(name)]
    if missing:
        raise KeyError(*missing)
    number = str(data["number"])
    blocks = tuple(_blocks(words, topic, data, service))
    return Letter(words.subject.format(number=number), words.language, blocks, number)


def _blocks(words: LetterWords, topic: str, data: Mapping[str, Any], service: Service) -> Iterator[Block]:
    other = data.get("into") or data.get("of")
    told = TOLD.get(topic)
    heading = told.head.to(words.language) if told else words.headings[topic]
    if "{into}" in heading and not other:
        raise KeyError("into")
    if data.get("text"):
        heading = heading.removesuffix(".") + (words.reason if told and told.reasoned else ":")
    yield Line(words.hello)
    yield Line(heading.format(number=data["number"], into=other))
    if data.get("text"):
        yield Verbatim(str(data["text"]))
    if facts := tuple(_facts(words, data)):
        yield Facts(facts)
    if end := words.endings.get(topic) or (told and told.end and told.end.to(words.language)):
        yield Line(end)
    link = _web_address(data.get("link"))
    if link:
        yield Link(words.open_ticket, link)
    yield Footer(f"{words.automatic} {_where_to_answer(words, link, service)}")


def _facts(words: LetterWords, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if kind := data.get("kind"):
        yield words.kind, KINDS[TicketKind(kind)].to(words.language)
    if requests := data.get("requests"):
        yield words.request, ", ".join(PERIODS[request].to(words.language) for request in requests)
    if received := data.get("received_on"):
        yield words.received, words.day(received)
    for term in data.get("terms") or ():
        by = words.due_by.format(day=words.day(term["due_on"]))
        yield words.due_of(term["period"]) if len(data["terms"]) > 1 else words.due, by
        yield words.basis, str(term["basis"])
    if due := data.get("due_on"):
        yield words.due, words.due_by.format(day=words.day(due))
    if basis := data.get("basis"):
        yield words.basis, str(basis)
    if norm := data.get("norm"):
        yield words.norm, str(norm)


def _where_to_answer(words: LetterWords, link: str | None, service: Service) -> str:
    if link:
        return words.answer_by_link
    return words.answer_on_site.format(site=service.site) if service.site else words.answer_in_chat


def _web_address(link: object) -> str | None:
    """The link, if it is one that a browser opens as a page."""
    address = str(link or "")
    fits = address.startswith(("https://", "http://")) and address.isprintable() and " " not in address
    return address if fits else None
