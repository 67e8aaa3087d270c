"""Letters: what a parcel of the outbox says to its person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from post.mail.enclosed import Enclosed
from post.mail.layout import Block, Code, Facts, Footer, Line, Link, Marked, Verbatim
from post.mail.letter_words import LetterWords, wording_in
from post.mail.morning import morning_blocks, subject
from tickets.post.outbox import Undeliverable
from tickets.post.told import TOLD
from tickets.post.topics.to_members import MorningLetter
from tickets.post.topics.to_person import (
    Closed,
    CodeMailed,
    Confirmed,
    Dated,
    Extended,
    Joined,
    News,
    Notice,
    Receipt,
    Refused,
    StaffWords,
)
from tickets.post.topics.topic import Topic
from tickets.queue.expecting import Expected
from tickets.record.labels import HELPED_ASK, KINDS, NOT_CLEAR, PERIODS
from tickets.record.ticket import TicketKind


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


def compose(
    topic: Topic,
    service: Service,
    link: str | None = None,
    files: Sequence[Enclosed] = (),
    expected: Expected | None = None,
) -> Letter:
    """The letter of a topic, with the address of its ticket and what comes with it.

    `expected`: when staff answer, where they are away or busy as it is written. Raises Undeliverable for one that no
    letter is made of.
    """
    match topic:
        case CodeMailed():
            return _code(wording_in(topic.language), topic, service)
        case MorningLetter():
            return Letter(subject(topic), "ru", tuple(morning_blocks(topic, _web_address(service.site))), None)
        case Notice(news=StaffWords(text="") | Extended(text="")):
            raise Undeliverable(f"{topic.name} lacks what its letter must say")
        case Receipt(number=str(number)) | Notice(number=str(number)):
            words = wording_in(topic.language)
            blocks = tuple(_blocks(words, topic, service, _web_address(link), files, expected))
            return Letter(words.subject.format(number=number), words.language, blocks, number)
        case _:
            raise Undeliverable(f"mail does not carry {topic.name}")


def _code(words: LetterWords, mailed: CodeMailed, service: Service) -> Letter:
    digits = mailed.code
    site = words.code_site.format(site=service.site) if service.site else ""
    blocks = (
        Line(words.hello),
        Line(words.code_asked.format(name=service.name, site=site)),
        Code(f"{digits[:3]} {digits[3:]}"),
        Line(words.code_minutes.format(minutes=mailed.minutes)),
        Line(words.code_not_you),
        Line(words.code_tell_nobody),
        Footer(words.automatic),
    )
    return Letter(words.code_subject, words.language, blocks, None)


def _blocks(
    words: LetterWords,
    topic: Receipt | Notice,
    service: Service,
    link: str | None,
    files: Sequence[Enclosed],
    expected: Expected | None,
) -> Iterator[Block]:
    news = topic.news if isinstance(topic, Notice) else topic
    told = TOLD.get(topic.name)
    by = news.by if isinstance(news, StaffWords) else None
    heading = told.heading(words.language, by) if told else words.opened
    if isinstance(news, StaffWords | Extended):
        heading = heading.removesuffix(".") + (words.reason if told and told.reasoned else ":")
    yield Line(words.hello)
    into = news.into if isinstance(news, Joined) else None
    yield Line(heading.format(number=topic.number, into=into, by=by))
    match news:
        case Refused(text=text) | Extended(text=text):
            yield Verbatim(text)
        case StaffWords(text=text):
            yield Marked(text)
    yield from _files(words, link, files)
    if facts := tuple(_facts(words, news)):
        yield Facts(facts)
    if expected is not None and isinstance(news, Receipt):
        yield Line(expected.words(words.language))
    if end := words.endings.get(topic.name) or (told and told.end and told.end.to(words.language)):
        yield Line(end)
    if link and isinstance(news, Closed) and news.asks:
        yield Line(f"{HELPED_ASK.to(words.language)} {words.rate_by_link}")
    if link:
        yield Link(words.open_ticket, link)
    yield Footer(f"{words.automatic} {_where_to_answer(words, link, service)}")


def _files(words: LetterWords, link: str | None, files: Sequence[Enclosed]) -> Iterator[Block]:
    here = [file.name for file in files if file.content is not None]
    elsewhere = [file.name for file in files if file.content is None]
    if here:
        yield Line(words.attached.format(names=", ".join(here)))
    if elsewhere:
        told = words.too_heavy_by_link if link else words.too_heavy
        yield Line(told.format(names=", ".join(elsewhere)))


def _facts(words: LetterWords, news: Receipt | News) -> Iterator[tuple[str, str]]:
    if isinstance(news, Receipt):
        yield words.kind, KINDS[news.kind].to(words.language)
    if isinstance(news, Receipt | Confirmed | Extended) and news.requests:
        yield words.request, ", ".join(PERIODS[request].to(words.language) for request in news.requests)
    elif isinstance(news, Receipt) and news.kind is TicketKind.DELETION:
        yield words.request, NOT_CLEAR.to(words.language)
    if isinstance(news, Receipt):
        yield words.received, words.day(news.received_on)
        for term in news.terms or ():
            by = words.due_by.format(day=words.day(term.due_on))
            yield words.due_of(term.period) if len(news.terms or ()) > 1 else words.due, by
            yield words.basis, term.basis
    if isinstance(news, Receipt | Dated):
        if news.due_on is not None:
            yield words.due, words.due_by.format(day=words.day(news.due_on))
        if news.basis:
            yield words.basis, news.basis
    if isinstance(news, Refused):
        yield words.norm, news.norm


def _where_to_answer(words: LetterWords, link: str | None, service: Service) -> str:
    if link:
        return words.answer_by_link
    return words.answer_on_site.format(site=service.site) if service.site else words.answer_in_chat


def _web_address(link: str | None) -> str | None:
    """The link, if it is one that a browser opens as a page."""
    address = link or ""
    fits = address.startswith(("https://", "http://")) and address.isprintable() and " " not in address
    return address if fits else None
