"""What has expired: row by row, and never of somebody who waits for an answer."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.tickets.canary import rows
from tests.tickets.conftest import ANNA, MOSCOW, do, opened, opening, request, state
from tests.tickets.old import MINUTE, NOBODY, NOW, add, ago, ended, everything_old, inbox, kept, outbox, talk
from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.record.attachment import Attachment, Media
from tickets.record.conversation import StoredMessage
from tickets.record.draft import Draft, Stage
from tickets.record.ticket import Request, TicketKind
from tickets.steps.blocking import Block
from tickets.steps.by_staff import take
from tickets.steps.code import EmailCode
from tickets.steps.deciding import refuse
from tickets.steps.extending import extend
from tickets.steps.proving import prove_address


async def test_handled_updates_go_after_their_term(any_database) -> None:
    """What was not handled yet waits, however long."""
    old, young = ago("inbox"), ago("inbox", -MINUTE)
    await add(any_database, inbox("1", old), inbox("2", young), inbox("3", None))

    assert NOBODY | {"inbox": 1} == await kept(any_database)
    async with any_database.reading() as session:
        assert ["2", "3"] == list((await session.execute(select(InboxRow.origin).order_by(InboxRow.id))).scalars())


async def test_notices_that_left_or_never_will_go_after_their_term(any_database) -> None:
    """What still waits to be told is kept."""
    old, young = ago("outbox"), ago("outbox", -MINUTE)
    await add(
        any_database,
        outbox("1", delivered_at=old),
        outbox("2", dead_at=old),
        outbox("3", delivered_at=young),
        outbox("4", created_at=old),
    )

    assert NOBODY | {"outbox": 2} == await kept(any_database)
    async with any_database.reading() as session:
        assert ["3", "4"] == list((await session.execute(select(OutboxRow.lane).order_by(OutboxRow.id))).scalars())


async def test_the_notice_that_proves_an_extension_is_kept_with_its_ticket(any_database, conversation) -> None:
    """When it left is what makes the later date valid."""
    long_ago = ago("outbox", timedelta(days=30))
    number = await opened(any_database, request(conversation, Request.STOP), at=long_ago)
    await do(any_database, take, number, ANNA)
    await do(any_database, extend, number, ANNA, "stop", "много систем", MOSCOW, long_ago)
    await do(any_database, refuse, number, ANNA, "Нельзя", "ч. 2 ст. 6", long_ago)
    async with any_database.transaction() as session:
        await session.execute(update(OutboxRow).values(delivered_at=ago("outbox")))

    await kept(any_database)

    async with any_database.reading() as session:
        query = select(OutboxRow.topic).where(OutboxRow.lane == conversation)
        assert ["term_extended"] == list((await session.execute(query)).scalars())


async def test_drafts_and_codes_go_after_their_terms(any_database) -> None:
    """Somebody changed their mind; a code has long ended."""
    places = [await talk(any_database, "telegram", origin, NOW) for origin in ("5", "6")]
    for place, draft, code in zip(
        places, (ago("drafts"), ago("drafts", -MINUTE)), (ago("email_codes"), ago("email_codes", -MINUTE)), strict=True
    ):
        await add(
            any_database,
            Draft(conversation_id=place, kind=TicketKind.CLAIM, stage=Stage.TEXT, origin=place, begun_at=draft),
            EmailCode(conversation_id=place, email_index="1", digest="2", created_at=code, expires_at=code),
        )

    assert NOBODY | {"drafts": 1, "email_codes": 1} == await kept(any_database)
    async with any_database.reading() as session:
        assert [places[1]] == list((await session.execute(select(Draft.conversation_id))).scalars())
        assert [places[1]] == list((await session.execute(select(EmailCode.conversation_id))).scalars())


async def test_files_of_a_request_that_was_never_sent_go_after_their_term(any_database) -> None:
    """Those of one that is still being filled in wait with it; those of a message stay with the message."""
    never, still = [await talk(any_database, "telegram", origin, NOW) for origin in ("5", "6")]
    draft = Draft(conversation_id=still, kind=TicketKind.CLAIM, stage=Stage.TEXT, origin="d", begun_at=NOW)
    async with any_database.reading() as session:
        said = (
            await session.execute(select(StoredMessage.id).where(StoredMessage.conversation_id == never))
        ).scalar_one()
    old, young = ago("attachments"), ago("attachments", -MINUTE)
    files = [("old", never, None, old), ("young", never, None, young), ("drafting", still, None, old),
             ("said", never, said, old)]  # fmt: skip
    await add(
        any_database,
        draft,
        *(
            Attachment(id=name, conversation_id=place, message_id=message, media=Media.PHOTO, name="1.png",
                       mime="image/png", size=1, sha256="0", at=at)
            for name, place, message, at in files
        ),
    )  # fmt: skip

    assert NOBODY | {"attachments": 1} == await kept(any_database)
    async with any_database.reading() as session:
        assert {"young", "drafting", "said"} == set((await session.execute(select(Attachment.id))).scalars())


@pytest.mark.parametrize("where", ["open", "blocked", "open elsewhere"])
async def test_open_tickets_and_blocked_people_lose_nothing(any_database, where) -> None:
    """However old all of it is; nor does a conversation that has proven to be the same person's."""
    place = await talk(any_database, "telegram", "7700120031", ago("tickets"))
    other = await talk(any_database, "web", "w", ago("tickets"))
    async with any_database.transaction() as session:
        await prove_address(session, place, "anna@example.org")
        await prove_address(session, other, "anna@example.org")
    number = await ended(any_database, place, ago("tickets"))
    if where == "blocked":
        ticket = await state(any_database, number)
        await add(any_database, Block(ticket_id=ticket.id, conversation_id=place, reason="проверка", since=NOW))
    else:
        at = place if where == "open" else other
        await opened(any_database, opening(at, origin="web:9"), at=ago("tickets"))
    async with any_database.transaction() as session:  # the notices of the steps are none of this test's
        await session.execute(update(OutboxRow).values(delivered_at=NOW))
    await everything_old(any_database, place)
    before = await rows(any_database)

    assert NOBODY == await kept(any_database, dry_run=True)
    assert NOBODY == await kept(any_database)
    assert before == await rows(any_database)
