"""The answer to a person who asks what is held of them: readable and as JSON, both from the same dossier."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from russian.numbers import day, moment, moment_in
from tickets.erasure.dossier import Dossier, Field, Section
from tickets.erasure.papers import paper_words
from tickets.erasure.papers.answers import LegalAnswer, answers, how_long
from tickets.erasure.papers.paper import BLANK, SIGNED, Block, Fields, Grid, Heading, Office, Paper, Passage, Signature
from tickets.record.labels import CHANNELS

WIDEST = 5  #: columns that stand side by side; more are told one below the other


def dossier_pdf(dossier: Dossier, office: Office) -> bytes:
    """To be opened, read and printed. Holds the processor: in an event loop call it in a thread."""
    from tickets.erasure.papers.drawing import draw

    return draw(dossier_paper(dossier, office))


def dossier_json(dossier: Dossier, office: Office) -> bytes:
    """For programs: moments in UTC; `to_fill` names what the operator has not written yet."""
    found = {
        "document": "dossier",
        "ticket": dossier.number,
        "at": dossier.at,
        "answers": [asdict(answer) for answer in answers(dossier, office)],
        "kept": [asdict(kept) for kept in how_long(office)],
        "consents": [asdict(agreement) for agreement in dossier.agreements],
        "sections": [asdict(section) for section in dossier.sections],
        "note": paper_words.DRAFT_ANSWER,
    }
    return json.dumps(found, ensure_ascii=False, indent=2, default=_plain).encode() + b"\n"


def dossier_paper(dossier: Dossier, office: Office) -> Paper:
    """The answers that the law wants, then everything that is held."""
    zone = office.zone
    blocks: list[Block] = [
        Fields(tuple((answer.title, _answered(answer)) for answer in answers(dossier, office))),
        Heading("Сроки хранения"),
        Grid(
            ("Записи", "Дней", "С какого момента и почему"),
            tuple((kept.title, str(kept.days), kept.since) for kept in how_long(office)),
        ),
        Heading("Ваши данные"),
        Passage(f"Все записи о вас, время указано по зоне {zone.key}."),
    ]
    for section in dossier.sections:
        blocks += _section(section, zone)
    if empty := [section.title for section in dossier.sections if not section.records]:
        blocks.append(Passage(f"Проверены, записей о вас нет: {'; '.join(empty)}."))
    blocks.append(Signature("Ответ подготовил(а):", SIGNED))
    below = (
        f"Ответ на запрос № {dossier.number} от {day(dossier.received_on)} (ч. 7 ст. 14 Федерального закона № 152-ФЗ)\n"
        f"по состоянию на {moment_in(dossier.at, zone)}"
    )
    return Paper(paper_words.DOSSIER, below, tuple(blocks), paper_words.DRAFT_ANSWER)


def _answered(answer: LegalAnswer) -> str:
    if answer.to_fill is None:
        return answer.text or BLANK
    line = f"{answer.to_fill}: {BLANK}"
    return f"{answer.text}\n{_begun(line)}" if answer.text else line


def _section(section: Section, zone: ZoneInfo) -> Iterator[Block]:
    if not section.records:
        return
    yield Heading(f"{_begun(section.title)} ({len(section.records)})")
    first = section.records[0]
    if not first:  # nothing but keys by which the program finds other rows
        yield Passage("Служебные записи: по ним программа находит другие записи этого списка.")
        return
    if len(first) <= WIDEST:
        rows = tuple(tuple(_told(field, zone) or "—" for field in record) for record in section.records)
        yield Grid(tuple(_begun(field.title) for field in first), rows)
        return
    for record in section.records:
        told = ((_begun(field.title), _told(field, zone)) for field in record)
        yield Fields(tuple((title, value) for title, value in told if value))


def _begun(words: str) -> str:
    """With a capital letter."""
    return f"{words[:1].upper()}{words[1:]}"


def _told(field: Field, zone: ZoneInfo) -> str:
    """A value in words; empty for none."""
    match field.value:
        case None:
            return ""
        case bool():
            return "да" if field.value else "нет"
        case datetime():
            return moment(field.value, zone)
        case date():
            return day(field.value)
        case str() | int():
            return _words(field.column, str(field.value))
        case _:
            return json.dumps(field.value, ensure_ascii=False)


def _words(column: str, value: str) -> str:
    if column == "channel":
        return CHANNELS[value].ru
    return paper_words.LANGUAGES.get(value, value) if column == "language" else value


def _plain(value: Any) -> str:
    """Moments and days for JSON."""
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    raise TypeError(type(value).__name__)
