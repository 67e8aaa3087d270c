"""Rooms: where staff have them, they hear of every step and of what became of their words."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import VAULT
from tests.delivering import deliver_due
from tests.tickets.conftest import ANNA, do, opened, opening, told
from tickets.post.copy import Original, note_copy, show_instead, shown_at, spots_in
from tickets.post.outbox import STAFF, OutboxRow, Parcel, Undeliverable, room_lane
from tickets.post.room import answered, find_prompt, note_prompt
from tickets.post.topics.to_person import Notice, StaffWords
from tickets.queue.lists import talk_since, ticket_with_history
from tickets.record.conversation import Author, StoredMessage, begin_conversation, last_at, store_message
from tickets.staff.member import WrongCode, add_staff, begin_link, link, linked_staff, unlink
from tickets.steps.by_staff import answer, correct, note, take
from tickets.steps.deciding import resolve
from tickets.store.database import Database


class Mouth:
    """A channel that takes words, or never does."""

    def __init__(self, *, refuses: bool = False) -> None:
        self._refuses = refuses

    async def send(self, parcel: Parcel) -> None:
        if self._refuses and isinstance(parcel.topic, Notice) and isinstance(parcel.topic.news, StaffWords):
            raise Undeliverable("Forbidden: bot was blocked by the user")


@pytest.fixture
async def rooms(any_database: Database) -> AsyncIterator[Database]:
    """A database whose sessions know that staff have rooms."""
    made = Database(any_database.url, VAULT, rooms=True)
    yield made
    await made.close()


@pytest.fixture
async def number(rooms: Database) -> str:
    """Of a claim that Anna has taken."""
    async with rooms.transaction() as session:
        conversation = (await begin_conversation(session, "web")).id
    claim = await opened(rooms, opening(conversation))
    await do(rooms, take, claim, ANNA)
    return claim


async def topics(database: Database) -> list[tuple[str, str | None]]:
    rows: list[OutboxRow] = await told(database, STAFF)
    return [(row.topic, row.data.get("step")) for row in rows]


async def test_a_room_hears_of_every_step_in_its_own_lane(rooms: Database, number: str) -> None:
    await do(rooms, answer, number, ANNA, "Проверяем")
    assert [
        ("ticket_stepped", "open"),
        ("ticket_opened", None),
        ("ticket_stepped", "take"),
        ("ticket_stepped", "answer"),
        ("staff_wrote", None),
    ] == await topics(rooms)
    assert {room_lane(number)} == {row.lane for row in await told(rooms, STAFF)}
    assert "Проверяем" not in str([row.data for row in await told(rooms, STAFF)])


async def test_where_staff_have_no_rooms_they_hear_what_they_always_did(any_database: Database) -> None:
    async with any_database.transaction() as session:
        conversation = (await begin_conversation(session, "web")).id
    claim = await opened(any_database, opening(conversation))
    await do(any_database, take, claim, ANNA)
    await do(any_database, answer, claim, ANNA, "Проверяем")
    await deliver_due(any_database, {"web": Mouth()})
    assert ["ticket_opened"] == [row.topic for row in await told(any_database, STAFF)]


@pytest.mark.parametrize(("refuses", "topic"), [(False, "words_arrived"), (True, "words_lost")])
async def test_staff_hear_whether_their_words_arrived(
    rooms: Database, number: str, *, refuses: bool, topic: str
) -> None:
    await do(rooms, answer, number, ANNA, "Проверяем")
    while await deliver_due(rooms, {"web": Mouth(refuses=refuses)}):
        pass
    rows = [row for row in await told(rooms, STAFF) if row.topic in {"words_arrived", "words_lost"}]
    assert [(topic, number)] == [(row.topic, row.data["number"]) for row in rows]
    assert ("Forbidden: bot was blocked by the user" if refuses else None) == rows[0].data.get("error")


async def test_words_are_found_where_they_stand(rooms: Database, number: str) -> None:
    """The chat of staff shows them in two messages; corrected, both show the new words."""
    original = Original("-100", ("17", "9"), media=True, album="a")
    await do(rooms, answer, number, ANNA, "Проверяем", original)
    async with rooms.transaction() as session:
        said = await shown_at(session, "-100", "17")
        assert said is not None
        await correct(session, number, ANNA, said, "Проверили", Original("-100", ("17",)))
    async with rooms.reading() as session:
        now_said = await shown_at(session, "-100", "9")
        assert now_said is not None
        assert ("Проверили", ["9", "17"]) == (now_said.text, await spots_in(session, now_said.id, "-100"))
        assert [] == await spots_in(session, said.id, "-100")
        ticket = await ticket_with_history(session, number)
        assert ["Проверяем", "Проверили"] == [each.text for each in await talk_since(session, ticket)]
    rows = [row for row in await told(rooms, ticket.conversation_id) if row.topic == "staff_answered"]
    assert [None, said.id] == [row.data.get("corrects") for row in rows]
    assert {
        "place": "-100", "spots": ["17", "9"], "media": True, "answers": None, "album": "a"
    } == rows[0].data["original"]  # fmt: skip


async def test_a_decision_names_where_its_words_stand(rooms: Database, number: str) -> None:
    await do(rooms, resolve, number, ANNA, "Исправили", original=Original("-100", ("5",)))
    async with rooms.reading() as session:
        said = await shown_at(session, "-100", "5")
    assert said is not None
    assert "Исправили" == said.text
    assert "staff_wrote" not in [row.topic for row in await told(rooms, STAFF)], "it stands there already"


@pytest.mark.parametrize(("original", "inside"), [(None, False), (Original("-100"), True)])
async def test_words_that_stand_nowhere_yet_are_shown_in_the_room(
    rooms: Database, number: str, original: Original | None, *, inside: bool
) -> None:
    """From the console, or by a button in the room itself."""
    await do(rooms, resolve, number, ANNA, "Исправили", original=original)
    rows = [row.data for row in await told(rooms, STAFF) if row.topic == "staff_wrote"]
    assert [(ANNA, "ticket_resolved", inside)] == [(row["actor"], row["said"], row["inside"]) for row in rows]


async def test_a_note_of_staff_is_no_word_to_the_person(rooms: Database, number: str) -> None:
    ticket = await do(rooms, note, number, ANNA, "Звонил юрист")
    assert [] == [row.topic for row in await told(rooms, ticket.conversation_id)]
    async with rooms.reading() as session:
        history = await ticket_with_history(session, number)
        assert [] == await talk_since(session, history)
    assert [{"note": "Звонил юрист"}] == [event.detail for event in history.events if event.step == "note"]


async def test_a_message_is_shown_once_in_a_place(rooms: Database, number: str) -> None:
    async with rooms.transaction() as session:
        conversation = (await begin_conversation(session, "web", "w")).id
        first = await store_message(session, conversation, Author.USER, "раз")
        other = await store_message(session, conversation, Author.USER, "два")
        for said in (first.id, other.id):
            await note_copy(session, said, "-100", "3")
        await show_instead(session, "-1", first.id, other.id)
    async with rooms.reading() as session:
        found: StoredMessage | None = await shown_at(session, "-100", "3")
        assert found is not None
        assert first.id == found.id
        assert other.at == await last_at(session, conversation, Author.USER)
        assert await last_at(session, conversation, Author.STAFF) is None


async def test_a_message_that_was_erased_meanwhile_is_shown_nowhere(rooms: Database) -> None:
    """Whoever carried it notes that it arrived, all the same."""
    async with rooms.transaction() as session:
        said = (await store_message(session, (await begin_conversation(session, "web", "w")).id, Author.STAFF, "x")).id
        await note_copy(session, said, "7", "1")
        await note_copy(session, "erased", "7", "2")
        await show_instead(session, "7", said, "erased")
    async with rooms.reading() as session:
        shown = [await shown_at(session, "7", spot) for spot in ("1", "2")]
    assert [said, None] == [each and each.id for each in shown]


async def test_a_prompt_waits_until_it_is_answered(rooms: Database, number: str) -> None:
    ticket = await do(rooms, note, number, ANNA, "x")
    async with rooms.transaction() as session:
        for step in ("refuse", "ask"):
            await note_prompt(session, "-100", "8", ticket.id, ANNA, step, {"reason": "потому"})
    async with rooms.transaction() as session:
        prompt = await find_prompt(session, "-100", "8")
        assert prompt is not None
        assert ("refuse", {"reason": "потому"}, ANNA) == (prompt.step, prompt.said, prompt.actor)
        await answered(session, prompt)
    async with rooms.reading() as session:
        assert await find_prompt(session, "-100", "8") is None


async def test_an_account_is_linked_by_a_code_and_let_go(any_database: Database) -> None:
    """Two members cannot have one account, however large its number."""
    account = 7_000_000_001
    async with any_database.transaction() as session:
        for email in (ANNA, "boris@example.org"):
            await add_staff(session, email)
            await link(session, f" {(await begin_link(session, email)).lower()} ", account)
    async with any_database.transaction() as session:
        member = await linked_staff(session, account)
        assert member is not None
        assert "boris@example.org" == member.email
        with pytest.raises(WrongCode):
            await link(session, "AAAAAAAAAA", account)
        await unlink(session, "boris@example.org")
    async with any_database.reading() as session:
        assert await linked_staff(session, account) is None
