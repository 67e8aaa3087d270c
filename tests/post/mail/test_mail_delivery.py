"""Delivery: letters of the outbox arrive once the mail server takes them, and what never will is set aside."""

import logging
from collections.abc import Awaitable, Callable

import pytest
from post_office import Answer, PostOffice, cut, hang, post_office, settings, take_and_cut, text_of
from sqlalchemy import select, update

from post.mail import connection
from post.mail.sender import MailSender, open_mail
from tests.delivering import deliver_due
from tickets.post.outbox import EMAIL, OutboxRow, tell
from tickets.post.topics.to_person import Notice, StaffAnswered
from tickets.store.base import now
from tickets.store.database import Database

TO = "anna.secret@example.org"
Write = Callable[..., Awaitable[None]]


@pytest.fixture
def write(any_database: Database) -> Write:
    async def write(text: str, lane: str = "conversation-1", to: str = TO) -> None:
        async with any_database.transaction() as session:
            tell(session, EMAIL, lane, Notice("П-2026-000001", "ru", StaffAnswered("m1", text)), "ticket:1", to)

    return write


async def rows(database: Database) -> list[OutboxRow]:
    async with database.reading() as session:
        return list((await session.execute(select(OutboxRow).order_by(OutboxRow.id))).scalars())


async def drain(database: Database, sender: MailSender) -> None:
    while await deliver_due(database, {EMAIL: sender}):
        pass


async def pretend_it_is_later(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(update(OutboxRow).values(not_before=OutboxRow.created_at))


async def test_a_greylisted_letter_is_tried_again_and_arrives_once(
    any_database: Database, office: PostOffice, sender: MailSender, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    """«Come back later» is the usual greeting of a careful server."""
    office.answers["RCPT"] = [f"451 4.7.1 <{TO}>: greylisted, try again later"]
    await write("Здравствуйте!")
    await drain(any_database, sender)

    [row] = await rows(any_database)
    assert (1, "MailSilent", None, None) == (row.attempts, row.error, row.delivered_at, row.dead_at)
    assert row.not_before > now()

    await pretend_it_is_later(any_database)
    await drain(any_database, sender)
    [row] = await rows(any_database)
    assert row.delivered_at is not None
    assert ["Здравствуйте!" in text_of(letter) for letter in office.letters] == [True]
    assert TO not in caplog.text


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("MAIL", "421 4.3.2 mx.example.org closing"),
        ("MAIL", "452 4.3.1 no space"),
        ("RCPT", "450 4.2.1 mailbox busy"),
        ("DATA", "451 4.3.0 out of order"),
        ("MAIL", cut),
        ("DATA", cut),
        ("DATA", hang),
        ("MAIL", "so long, and thanks"),
    ],
)
async def test_what_passes_by_itself_is_waited_out(
    any_database: Database,
    office: PostOffice,
    sender: MailSender,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    answer: str | Answer,
) -> None:
    """A busy server, a cut connection, silence, nonsense: later letters keep their order behind the first."""
    office.answers[command] = [answer]
    monkeypatch.setattr(connection, "SECONDS", 0.5 if answer is hang else 20)
    await write("раз")
    await write("два")
    await drain(any_database, sender)
    assert [(1, "MailSilent"), (0, None)] == [(row.attempts, row.error) for row in await rows(any_database)]

    monkeypatch.setattr(connection, "SECONDS", 20)
    await pretend_it_is_later(any_database)
    await drain(any_database, sender)
    assert all(row.delivered_at for row in await rows(any_database))
    assert ["раз", "два"] == [text_of(letter).split("\n\n")[2] for letter in office.letters]


async def test_a_yes_that_was_lost_makes_two_letters_of_one_id(
    any_database: Database, office: PostOffice, sender: MailSender, write: Write
) -> None:
    """Rather twice than never; a mail program shows such twins as one."""
    office.answers["DATA"] = [take_and_cut]
    await write("Здравствуйте!")
    await drain(any_database, sender)
    await pretend_it_is_later(any_database)
    await drain(any_database, sender)

    first, again = office.letters
    assert first["Message-ID"] == again["Message-ID"]


async def test_nobody_at_the_address_of_the_server(any_database: Database, write: Write) -> None:
    sender = open_mail(settings("smtp://127.0.0.1:1"))
    assert sender is not None
    await write("Здравствуйте!")
    await drain(any_database, sender)

    [row] = await rows(any_database)
    assert (1, "MailSilent", None) == (row.attempts, row.error, row.dead_at)


@pytest.mark.parametrize(
    ("command", "answer", "error"),
    [
        ("RCPT", f"550 5.1.1 <{TO}>: no such user", "the mail server refuses the letter: 550 5.1.1"),
        ("RCPT", f"553 sorry, {TO} is unknown", "the mail server refuses the letter: 553"),
        ("RCPT", "552 5.2.2 mailbox full", "the mail server refuses the letter: 552 5.2.2"),
        ("DATA", f"554 5.7.1 {TO} wants no such letters", "the mail server refuses the letter: 554 5.7.1"),
        ("MAIL", "552 5.3.4 message too big", "the mail server refuses the letter: 552 5.3.4"),
    ],
)
async def test_a_letter_that_is_refused_for_ever_is_set_aside_visibly(
    any_database: Database,
    office: PostOffice,
    sender: MailSender,
    write: Write,
    caplog: pytest.LogCaptureFixture,
    command: str,
    answer: str,
    error: str,
) -> None:
    """The row is dead with the codes on it and without the address; the next letter leaves."""
    office.answers[command] = [answer]
    await write("раз")
    await write("два")
    await drain(any_database, sender)

    refused, taken = await rows(any_database)
    assert (1, error) == (refused.attempts, refused.error)
    assert refused.dead_at is not None
    assert taken.delivered_at is not None
    assert 1 == len(office.letters)
    assert TO not in caplog.text
    assert error in caplog.text


async def test_an_address_in_cyrillic_at_an_old_server_is_set_aside(any_database: Database, write: Write) -> None:
    async with post_office(smtputf8=False) as office:
        sender = open_mail(settings(f"smtp://127.0.0.1:{office.port}"))
        assert sender is not None
        await write("Здравствуйте!", to="анна@пример.рф")
        await drain(any_database, sender)

    [row] = await rows(any_database)
    assert "the mail server refuses the letter: it does not take addresses in UTF-8" == row.error
    assert row.dead_at is not None


async def test_a_wrong_password_is_the_operators_to_mend(
    any_database: Database, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    """Letters wait without losing attempts; it is said once, without the password; the account is not locked."""
    async with post_office() as office:
        sender = open_mail(settings(f"smtp://help%40example.org:old-secret@127.0.0.1:{office.port}"))
        assert sender is not None
        await write("раз", lane="a")
        await write("два", lane="b")
        await drain(any_database, sender)
        knocked = office.connections
        await write("три", lane="c")
        await drain(any_database, sender)
        await pretend_it_is_later(any_database)
        await drain(any_database, sender)

        assert {"old-secret"} == {password for _, password in office.tried}
        assert knocked == office.connections
        for row in await rows(any_database):
            assert (0, None, None) == (row.attempts, row.dead_at, row.delivered_at)
            assert "Почтовый сервер не пускает (код 535): проверьте имя и пароль в PUNKT_SMTP_URL." == row.error
            assert row.not_before > now()
        errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
        assert 1 == len(errors)
        assert "old-secret" not in caplog.text

        office.password = "old-secret"
        sender._rests_until = 0
        await pretend_it_is_later(any_database)
        await drain(any_database, sender)
        assert 3 == len(office.letters)
        assert all(row.delivered_at for row in await rows(any_database))


async def test_a_password_that_cannot_be_checked_now_is_not_wrong(any_database: Database, write: Write) -> None:
    """454: the server is ill, not the password."""
    async with post_office() as office:
        office.denial = "454 4.7.0 try later"
        sender = open_mail(settings(f"smtp://help%40example.org:old-secret@127.0.0.1:{office.port}"))
        assert sender is not None
        await write("Здравствуйте!")
        await drain(any_database, sender)

    [row] = await rows(any_database)
    assert (1, "MailSilent") == (row.attempts, row.error)


@pytest.mark.parametrize(
    ("command", "answer", "told"),
    [
        ("MAIL", "553 5.7.1 not owned by user", "не принимает писем от адреса из PUNKT_MAIL_FROM (код 553)"),
        ("MAIL", "530 5.7.0 authentication required", "не пускает (код 530)"),
        ("RCPT", "530 5.7.0 must issue a STARTTLS command first", "не пускает (код 530)"),
    ],
)
async def test_settings_that_the_server_refuses_hold_letters_back(
    any_database: Database,
    office: PostOffice,
    sender: MailSender,
    write: Write,
    command: str,
    answer: str,
    told: str,
) -> None:
    """It is no fault of the letter, so it waits with the reason on it."""
    office.answers[command] = [answer]
    await write("Здравствуйте!")
    await drain(any_database, sender)

    [row] = await rows(any_database)
    assert (0, None, None) == (row.attempts, row.dead_at, row.delivered_at)
    assert told in (row.error or "")


@pytest.mark.parametrize("goodbye", [hang, cut, "500 what?"])
async def test_a_server_that_says_no_goodbye_has_the_letter_all_the_same(
    any_database: Database,
    office: PostOffice,
    sender: MailSender,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    goodbye: str | Answer,
) -> None:
    """After its yes nothing makes the letter leave twice."""
    monkeypatch.setattr(connection, "GOODBYE_SECONDS", 0.2)
    office.answers["QUIT"] = [goodbye]
    await write("Здравствуйте!")
    await drain(any_database, sender)

    [row] = await rows(any_database)
    assert row.delivered_at is not None
    assert 1 == len(office.letters)
