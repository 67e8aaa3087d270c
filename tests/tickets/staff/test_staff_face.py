"""Faces: people read the name that a member shows, and nothing of whoever shows none."""

import pytest

from bot.notices import person_notice
from tests.tickets.conftest import ANNA, do, opened, opening, told
from tickets.audit.entry import AuditEntry
from tickets.post.topics.to_person import Notice
from tickets.queue.speakers import named_speakers
from tickets.staff.face import LONGEST, TONES, NameUnfit, face, faces, show_as
from tickets.staff.member import add_staff
from tickets.steps.by_staff import answer, take
from tickets.steps.deciding import resolve
from tickets.store.database import Database


@pytest.fixture
async def member(any_database: Database) -> None:
    async with any_database.transaction() as session:
        await add_staff(session, ANNA)


async def shows(database: Database, name: str) -> str | None:
    async with database.transaction() as session:
        return (await show_as(session, ANNA, name, by=ANNA)).display_name


async def test_people_read_the_name_over_what_the_member_writes(any_database, member, conversation) -> None:
    """From then on, in every channel; what was written before stays as it was told."""
    number = await opened(any_database, opening(conversation))
    await do(any_database, take, number, ANNA)
    await do(any_database, answer, number, ANNA, "Здравствуйте")
    assert "Анна" == await shows(any_database, "  Анна ")
    await do(any_database, answer, number, ANNA, "Деньги вернём")
    await do(any_database, resolve, number, ANNA, "Вернули")

    rows = [row for row in await told(any_database, conversation, "web") if "text" in row.data]
    assert [None, "Анна", "Анна"] == [row.data.get("by") for row in rows]
    first, second, decision = [row.told for row in rows]
    heads = [
        person_notice(notice, "5")[0].text.split("\n")[0]
        for notice in (first, second, decision)
        if isinstance(notice, Notice)
    ]
    assert [
        f"<b>Ответ сотрудника по обращению {number}</b>",
        f"<b>Анна, поддержка. Ответ по обращению {number}</b>",
        f"<b>Анна, поддержка. По обращению {number} принято решение</b>",
    ] == heads
    async with any_database.reading() as session:
        names = await named_speakers(session, conversation)
    assert ["Анна"] * 3 == list(names.values())


async def test_an_empty_name_is_none(any_database, member) -> None:
    """And each change stands in the audit log."""
    assert ["Анна-Мария О'Нил", None] == [await shows(any_database, name) for name in ("Анна-Мария О'Нил", " ")]
    acts = await any_database.fetch(AuditEntry.__table__.select().with_only_columns(AuditEntry.act))  # type: ignore[arg-type]
    assert 2 == list(acts).count("member.name")


@pytest.mark.parametrize(
    "name", ["Анна 2", "анна@example.ru", "{number}", "<b>", "А" * (LONGEST + 1), "https://x", "👩"]
)
async def test_what_is_no_name_is_refused(any_database, member, name) -> None:
    """So that nobody is sent where a name should stand."""
    with pytest.raises(NameUnfit):
        await shows(any_database, name)


async def test_a_picture_is_initials_in_a_colour_that_stays(any_database, member) -> None:
    assert ("АМ", "АН", "AN", "R") == tuple(
        one.initials
        for one in (face(ANNA, "Анна Мария"), face(ANNA, "анна новая"), face("a.n@x.ru"), face("r2@example.org"))
    )
    assert face("a@x.ru", "Анна").tone == face("b@x.ru", "Анна").tone < TONES
    assert TONES > 1 < len({face("a@x.ru", name).tone for name in ("Анна", "Борис", "Вера", "Яна")})
    async with any_database.reading() as session:
        assert {ANNA: face(ANNA)} == await faces(session)
