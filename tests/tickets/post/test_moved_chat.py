"""Moved chats: a group under its new name is the group that staff worked in before."""

import pytest

from tests.tickets.conftest import opened, opening
from tickets.post.room import Room, note_move, place_now, room_of, ticket_in
from tickets.queue.lists import ticket_with_history
from tickets.record.conversation import begin_conversation
from tickets.store.database import Database


@pytest.fixture
async def rooms(any_database: Database) -> list[str]:
    """Two tickets with rooms in the group, and one in another group."""
    numbers = []
    for spot, place in enumerate(("-5", "-5", "-6")):
        async with any_database.transaction() as session:
            conversation = await begin_conversation(session, "web", f"visitor {spot}")
        numbers.append(await opened(any_database, opening(conversation.id, origin=f"web:{spot}")))
        async with any_database.transaction() as session:
            ticket = await ticket_with_history(session, numbers[-1])
            session.add(
                Room(ticket_id=ticket.id, place=place, thread=str(spot), card="77", shown={"name": "Претензия"})
            )
    return numbers


async def test_a_chat_that_never_moved_is_where_it_was(any_database: Database) -> None:
    async with any_database.reading() as session:
        assert "-5" == await place_now(session, "-5")


async def test_a_chat_that_moved_is_found_with_its_rooms(any_database: Database, rooms: list[str]) -> None:
    """However often and from how many sides it is told; what was shown there has to be shown anew."""
    for _ in range(3):
        async with any_database.transaction() as session:
            await note_move(session, "-5", "-1005")
    async with any_database.reading() as session:
        assert "-1005" == await place_now(session, "-5")
        assert "-1005" == await place_now(session, "-1005")
        found = [await ticket_in(session, place, str(spot)) for spot, place in enumerate(("-1005", "-1005", "-6"))]
        assert rooms == [ticket.number for ticket in found if ticket]
        moved, other = [await room_of(session, ticket.id) for ticket in found if ticket][1:]
        assert moved is not None
        assert (None, {}) == (moved.card, moved.shown)
        assert other is not None
        assert "77" == other.card


async def test_a_move_told_again_spares_what_is_shown_in_the_new_chat(any_database: Database, rooms: list[str]) -> None:
    async with any_database.transaction() as session:
        await note_move(session, "-5", "-1005")
    async with any_database.transaction() as session:
        ticket = await ticket_with_history(session, rooms[0])
        room = await room_of(session, ticket.id)
        assert room is not None
        room.card = "3"
    async with any_database.transaction() as session:
        await note_move(session, "-5", "-1005")
    async with any_database.reading() as session:
        room = await room_of(session, ticket.id)
        assert room is not None
        assert "3" == room.card
