"""Canned replies: everybody's and one's own, filled in for a ticket."""

import pytest

from tests.tickets.conftest import ANNA, BORIS, put, state
from tickets.queue.canned import NoSuchCanned, canned_for, change_canned, drop_canned, filled_in, write_canned


async def titles(database, email) -> list[str]:
    async with database.reading() as session:
        return [reply.title for reply in await canned_for(session, email)]


async def test_each_sees_their_own_and_everybody_s(any_database) -> None:
    """Their own first."""
    async with any_database.transaction() as session:
        for owner, title in ((None, "Общий"), (ANNA, "Аннин"), (BORIS, "Борисов")):
            await write_canned(session, owner, title, "текст")
    assert ["Аннин", "Общий"] == await titles(any_database, ANNA)
    assert ["Борисов", "Общий"] == await titles(any_database, BORIS)


async def test_nobody_changes_what_is_not_theirs(any_database) -> None:
    """Neither a colleague's nor everybody's by the way."""
    async with any_database.transaction() as session:
        hers, shared = await write_canned(session, ANNA, "Аннин", "а"), await write_canned(session, None, "Общий", "о")
    for identity, owner in ((hers.id, BORIS), (hers.id, None), (shared.id, ANNA), (hers.id + 100, ANNA)):
        async with any_database.transaction() as session:
            with pytest.raises(NoSuchCanned):
                await change_canned(session, identity, owner, "x", "x")
            with pytest.raises(NoSuchCanned):
                await drop_canned(session, identity, owner)
    async with any_database.transaction() as session:
        await change_canned(session, shared.id, None, "Для всех", "о")
        await drop_canned(session, hers.id, ANNA)
    assert ["Для всех"] == await titles(any_database, ANNA)


async def test_the_places_are_filled_in_from_the_ticket(any_database, number) -> None:
    """What is not known is seen to be missing; other braces stay."""
    ticket = await state(any_database, number)
    text = "Здравствуйте, {имя}! {номер}, ответим до {срок}. {прочее} {0}"
    due = f"{ticket.due_on:%d.%m.%Y}"
    assert f"Здравствуйте, Анна! {number}, ответим до {due}. {{прочее}} {{0}}" == filled_in(text, ticket)
    await put(any_database, number, name=None)
    assert filled_in("{имя}", await state(any_database, number)) == "[имя]"
