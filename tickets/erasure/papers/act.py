"""The act of destruction with every field that п. 3 of order № 179 asks for; what only a person knows stays open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tickets.erasure.destruction import Erasure
from tickets.erasure.papers import paper_words
from tickets.erasure.papers.destroyed import Category, Destroyed, Operator, Subject, facts, what_and_whose
from tickets.erasure.papers.paper import BLANK, SIGNED, Fields, Office, Paper, Passage, Signature


class NotDestroyedYet(ValueError):
    """The files of the database still hold what was erased, so no paper may say otherwise."""


@dataclass(frozen=True, slots=True)
class Destroyer:
    """Who destroyed the data; the program knows the account only."""

    account: str
    name: str | None = None
    position: str | None = None
    signature: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Destroyed):
    """All that the act says."""

    document: Literal["act"] = "act"
    number: str
    processor: str | None = None
    destroyed_by: Destroyer
    paper_media: str | None = None
    method: str
    begun_at: datetime
    scrubbed_at: datetime
    other_copies: str | None = None


def make_act(erasure: Erasure, office: Office) -> Act:
    """The act of an erasure; raises NotDestroyedYet."""
    if erasure.destroyed_at is None or erasure.keep_until is None:
        raise NotDestroyedYet(erasure.act)
    # A table that has gone since keeps its own name.
    titles = {**{name: name for name in erasure.erased}, **office.titles}
    return Act(
        number=erasure.act,
        operator=Operator(office.operator, office.address),
        subject=Subject(
            tickets=tuple(erasure.numbers),
            hashes=tuple((kind, digest) for kind, digest in erasure.subjects),
            salt=erasure.salt,
            method=paper_words.HASHES,
        ),
        destroyed_by=Destroyer(paper_words.account(erasure.actor)),
        categories=tuple(
            Category(title, erasure.erased[name]) for name, title in titles.items() if erasure.erased.get(name)
        ),
        system=office.system,
        method=paper_words.METHODS[office.dialect],
        reason=erasure.reason,
        basis=erasure.basis,
        begun_at=erasure.begun_at,
        scrubbed_at=erasure.scrubbed_at or erasure.destroyed_at,
        destroyed_at=erasure.destroyed_at,
        time_zone=office.zone.key,
        keep_until=erasure.keep_until,
    )


def act_paper(act: Act) -> Paper:
    """The act to be signed."""
    operator, address, subject, system, reason, moment, kept = facts(act, "акт")
    processor = act.processor or f"обработка поручалась (наименование или ФИО, адрес): {BLANK}"
    media = act.paper_media or f"если данные обрабатывались и без средств автоматизации: {BLANK}"
    rows = (
        *(operator, address),
        ("Лицо, обрабатывавшее данные по поручению оператора", processor),
        subject,
        ("Лицо, уничтожившее данные", f"{act.destroyed_by.account}; ФИО, должность и подпись — в конце акта"),
        system,
        ("Материальные (бумажные) носители: наименование, число листов каждого", media),
        ("Способ уничтожения", act.method),
        *(reason, moment),
        ("Резервные копии и места вне программы", act.other_copies or f"где лежали и когда уничтожены: {BLANK}"),
        kept,
    )
    blocks = (
        Fields(rows),
        *what_and_whose(act),
        Signature("Персональные данные уничтожил(а):", SIGNED),
        Passage(f"Основание акта: {act.order}.", small=True),
    )
    return Paper(f"{paper_words.ACT} № {act.number}", paper_words.ACT_NORM, blocks, act.note)
