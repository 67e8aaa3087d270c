"""«/c 2.1» in a topic, where several clauses bear that number."""

from pathlib import Path

import pytest
from rooms import taken
from running import Running

from desk.desk import Desk
from stand_in import Group, StaffMember, User
from tests.annexes import annexed_knowledge, annexed_policy
from tests.conftest import MOSCOW
from tickets.store.database import Database

SAID = "Приложение 1, п. 2.1 Договора, редакция 1:\n«Уборка начинается в девять утра.»"


@pytest.fixture
def scripted_desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, annexed_knowledge(annexed_policy(tmp_path / "cleaning")), MOSCOW)


async def test_staff_choose_which_clause_goes_to_the_person(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Nothing leaves before they have; the button sends word for word."""
    topic = await taken(vera, staff, database, olga)
    await olga.says("/c 2.1", topic)
    asked = await staff.hears(topic)
    assert "Пунктов с номером 2.1 несколько. Какой отправить?" in asked.text
    assert "Приложение 1, п. 2.1 — Уборка начинается в девять утра." in asked.text
    vera.hears_no_more()
    await olga.presses("Отправить Приложение 1, п. 2.1")
    assert SAID in (await vera.hears()).text


async def test_staff_may_name_the_part_at_once(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    await olga.says("/c Приложение 1, 2.1", topic)
    assert SAID in (await vera.hears()).text


async def test_a_hint_names_the_part(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    await vera.says("а когда?")
    hint = await staff.hears(topic)
    assert "Возможно, поможет: Приложение 1, п. 2.1, Основной текст, п. 2.1, 2.2" in hint.text
    await olga.presses("Отправить Приложение 1, п. 2.1")
    assert SAID in (await vera.hears()).text
