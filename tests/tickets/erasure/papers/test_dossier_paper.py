"""The answer to «what do you hold of me»: everything that ч. 7 ст. 14 asks for, to read and as JSON."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desk.holdings import HOLDINGS
from tests.tickets.canary import Marked, fill
from tests.tickets.erasure.papers.reading import office, read, squeezed
from tickets.erasure.dossier import Agreement, Dossier, Field, Section, dossier
from tickets.erasure.papers.dossier import dossier_json, dossier_pdf
from tickets.erasure.papers.paper import BLANK
from tickets.erasure.retention import keep_terms
from tickets.store.database import Database

AT = datetime(2026, 11, 22, 21, 0, 43, tzinfo=UTC)
NUMBER = "П-2026-000001"


def told(**changes: object) -> Dossier:
    """A small dossier of one ticket with its consent and one message."""
    facts: dict[str, object] = {
        "number": NUMBER,
        "received_on": date(2026, 11, 20),
        "at": AT,
        "since": datetime(2026, 11, 19, 22, 30, tzinfo=UTC),
        "channels": ("web",),
        "tickets": (NUMBER, "П-2026-000002"),
        "agreements": (Agreement(NUMBER, AT, None, "web", "1", "ab" * 32),),
        "sections": (
            Section("messages", "сообщения переписки", (_message("покажите мои данные"),)),
            Section("drafts", "незаконченные обращения", ()),
        ),
        "files": (),
    }
    return Dossier(**(facts | changes))  # type: ignore[arg-type]


def _message(text: str) -> tuple[Field, ...]:
    return (Field("at", "когда", AT), Field("author", "кто написал", "вы"), Field("text", "текст", text))


#: ч. 7 ст. 14, and what the program says or leaves to a person.
ANSWERS = {
    "processing": "Обрабатываются ли ваши данные Да, ООО «Информационные Бизнес Технологии» обрабатывает",
    "ground": f"Согласие к обращению {NUMBER} (ч. 1 ст. 9): дано 23.11.2026 00:00:43, сайт, редакция политики 1, "
    f"SHA-256 текста {'ab' * 32}.",
    "ground without consent": "Ваши обращения, при которых согласие не запрашивалось: П-2026-000002.",
    "other grounds": f"Иные основания, если есть: {BLANK}",
    "purposes": "Цели Ответить на ваши вопросы о политике конфиденциальности, рассмотреть ваши обращения",
    "methods": "Способы обработки С помощью программы: запись, хранение",
    "operator": "Оператор ООО «Информационные Бизнес Технологии»",
    "address": "Место нахождения оператора 115114, Москва, Летниковская улица, 10",
    "access": f"Работники оператора, которые отвечают на обращения. Иные лица, которым данные доступны или могут быть "
    f"раскрыты по договору или закону: {BLANK}",
    "categories": "Какие данные обрабатываются сообщения переписки (1).",
    "source": "Откуда они получены От вас: из переписки (сайт), начатой 20.11.2026.",
    "terms": "обращения, содержание 40 после конца",
    "rights": "отозвать согласие (ч. 2 ст. 9)",
    "how to use them": "Для этого напишите в той же переписке или на get@smartis.bi.",
    "complaint": "обжаловать действия оператора в Роскомнадзор или в суд (ст. 17)",
    "cross-border": "Трансграничная передача Программой не осуществляется: данные хранятся у оператора.",
    "processor": f"Кто обрабатывает данные по поручению оператора наименование или ФИО, адрес: {BLANK}",
    "measures": "Политика опубликована: https://smartcallback.ru/docs/privacy-policy.pdf.",
    "the data": "23.11.2026 00:00:43 вы покажите мои данные",
    "what is empty": "Проверены, записей о вас нет: незаконченные обращения.",
    "request": f"Ответ на запрос № {NUMBER} от 20.11.2026",
    "moment": "по состоянию на 23.11.2026 00:00:43 (UTC+03:00, Europe/Moscow)",
    "signature": "Ответ подготовил(а): должность подпись фамилия, имя, отчество дата",
    "draft": "Проект ответа, составлен программой «Пункт». До выдачи проверьте с юристом и заполните пустые строки.",
}
SET = {"address": "115114, Москва, Летниковская улица, 10", "days": keep_terms({"tickets": 40})}


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_the_law_wants_answered_is(tmp_path: Path, answer: str) -> None:
    pdf = dossier_pdf(told(), office(**SET))
    assert squeezed(ANSWERS[answer]) in read(pdf)


def test_an_unknown_address_is_a_line_to_write_on(tmp_path: Path) -> None:
    pdf = dossier_pdf(told(), office())
    assert squeezed(f"Место нахождения оператора адрес: {BLANK}") in read(pdf)


def test_telegram_is_named_where_the_person_wrote_there(tmp_path: Path) -> None:
    """Whether that is a cross-border transfer is for the operator to say."""
    pdf = read(dossier_pdf(told(channels=("telegram", "web")), office()))
    assert squeezed("Сообщения в Telegram проходят через серверы этого сервиса.") in pdf
    assert squeezed(f"трансграничная передача и в какие страны: {BLANK}") in pdf
    assert "Telegramдоступнаиэтомусервису" in pdf


def test_a_withdrawn_consent_is_told_as_withdrawn(tmp_path: Path) -> None:
    agreement = Agreement(NUMBER, AT, AT, "telegram", "1", "ab" * 32)
    pdf = dossier_pdf(told(agreements=(agreement,)), office())
    assert squeezed("; отозвано 23.11.2026 00:00:43.") in read(pdf)


def test_a_record_of_many_columns_is_told_one_below_the_other(tmp_path: Path) -> None:
    """What is empty in it is left out; words of the database are translated."""
    record = tuple(Field(f"column{place}", f"название{place}", place) for place in range(6))
    record += (Field("channel", "где", "telegram"), Field("phone", "телефон", None), Field("ok", "помог", True))
    pdf = read(dossier_pdf(told(sections=(Section("drafts", "черновики", (record,)),)), office()))
    assert "Название00Название11" in pdf
    assert "ГдеTelegramПомогда" in pdf
    assert "Телефон" not in pdf


def test_programs_get_the_same(tmp_path: Path) -> None:
    """Moments with their zone, what is not known as null, and what staff still have to write by name."""
    found = json.loads(dossier_json(told(), office()))

    assert ("dossier", NUMBER, "2026-11-22T21:00:43+00:00") == (found["document"], found["ticket"], found["at"])
    answers = {answer["key"]: answer for answer in found["answers"]}
    assert (None, "адрес") == (answers["address"]["text"], answers["address"]["to_fill"])
    assert (None, "наименование или ФИО, адрес") == (answers["processor"]["text"], answers["processor"]["to_fill"])
    assert ["messages", "drafts"] == [section["name"] for section in found["sections"]]
    assert {"column": "text", "title": "текст", "value": "покажите мои данные"} == found["sections"][0]["records"][0][2]
    assert "ab" * 32 == found["consents"][0]["sha256"]


def test_a_long_message_is_there_to_its_end(tmp_path: Path) -> None:
    held = told(sections=(Section("messages", "сообщения", (_message("ξ" * 10_000),)),))
    assert 10_000 == read(dossier_pdf(held, office())).count("ξ")


def test_the_same_dossier_is_the_same_paper(tmp_path: Path) -> None:
    first, second = ((dossier_pdf(told(), office()), dossier_json(told(), office())) for _ in range(2))
    assert first == second


@pytest.fixture
async def two_people(database: Database) -> AsyncIterator[tuple[Marked, Marked, Dossier]]:
    """Two people with marks in every place, and the dossier of the first."""
    mine = await fill(database, "canary", "9876543210")
    theirs = await fill(database, "stranger", "1234567890")
    async with database.reading() as session:
        yield mine, theirs, await dossier(session, mine.numbers[0], HOLDINGS)


async def test_the_paper_holds_all_of_the_person_and_nobody_else(
    two_people: tuple[Marked, Marked, Dossier], tmp_path: Path
) -> None:
    """As PDF and as JSON, of people with a mark in every place."""
    mine, theirs, found = two_people
    pdf = read(dossier_pdf(found, office()))
    plain = dossier_json(found, office()).decode()

    for paper in (pdf, plain):
        assert [] == [needle for needle in theirs.needles if needle in paper]
        assert all(word in paper for word in ("canary-message", "canary@example.org", mine.chat, *mine.numbers))
        assert "anna@example.org" in paper  # the contact of two of the tickets
