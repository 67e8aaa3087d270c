"""The page of a ticket: all that staff need to know, and nothing that a person wrote becomes markup."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from tests.api.console.conftest import ANNA
from tests.conftest import MOSCOW, both_databases
from tickets.post.outbox import OutboxRow
from tickets.record.contact import Contact
from tickets.record.conversation import Author, store_message
from tickets.record.ticket import Identity, Request
from tickets.steps.by_staff import answer
from tickets.steps.confirming import confirm
from tickets.steps.deciding import reopen, resolve
from tickets.steps.joining import merge
from tickets.steps.own_steps import add, withdraw_consent
from tickets.steps.proving import prove_address
from tickets.store.base import now
from tickets.terms.periods import periods

pytestmark = both_databases

ATTACK = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{71*73}}"


async def test_every_clock_is_shown_with_its_date_and_its_basis(anna, opens, database):
    """Hours to the minute. That no lawyer has signed a term is said once, to each member, and not of each ticket."""
    number = await opens(Request.STOP, by=ANNA, at=now() - timedelta(hours=1))
    async with database.transaction() as session:
        ticket = await confirm(session, number, ANNA, ["stop", "leak"], MOSCOW)
    stop, leak = ticket.clocks
    terms = (await anna.ticket(number)).section("terms")
    assert f"Сообщить Роскомнадзору об утечке {leak.ends_at.astimezone(MOSCOW):%d.%m.%Y , %H:%M}" in terms
    assert f"Прекратить обработку {stop.due_on:%d.%m.%Y}" in terms
    assert "10 рабочих дней: ч. 5.1 ст. 21 Федерального закона № 152-ФЗ" in terms
    assert "юрист" not in (await anna.ticket(number)).text
    said = (await anna.open("/console/account")).section("terms")
    assert f"не подтвердил юрист ({len(periods())} из {len(periods())})" in said


async def test_a_last_day_off_has_an_earlier_target(anna, opens):
    """The term of 152-ФЗ does not move: the work must be done before the weekend."""
    number = await opens(Request.WITHDRAW, at=datetime(2026, 12, 18, 9, tzinfo=UTC))
    terms = (await anna.ticket(number)).section("terms")
    assert "17.01.2027" in terms
    assert "закончить до 15.01.2027 : последний день выходной" in terms


async def test_what_is_asked_no_more_and_what_was_done_is_told_apart(anna, opens, database):
    """A dropped clock, a met one, and after reopening the new one."""
    number = await opens(Request.STOP, by=ANNA)
    async with database.transaction() as session:
        await confirm(session, number, ANNA, ["marketing"], MOSCOW)
        await resolve(session, number, ANNA, "Отписали")
        await reopen(session, number, ANNA, "Письма идут", MOSCOW)
    terms = [item.get_text() for item in (await anna.ticket(number)).soup.select(".terms li")]
    assert ["выполнено" in term for term in terms] == [False, True, False]
    assert ["снято" in term for term in terms] == [False, False, True]


async def test_identity_and_consent_are_told(anna, opens, database):
    """How it is known, and that the consent was withdrawn."""
    number = await opens(identity=Identity.TELEGRAM)
    page = await anna.ticket(number)
    assert "подтверждена: учётная запись Telegram" in page.text
    assert "отозвано" not in page.text
    async with database.transaction() as session:
        await withdraw_consent(session, number, MOSCOW)
    assert "отозвано" in (await anna.ticket(number)).text
    unproven = await opens(Request.ACCESS, consent=None)
    page = await anna.ticket(unproven)
    assert "Личность не подтверждена" in page.text
    assert "не запрашивалось" in page.text


async def test_additions_stand_under_the_first_wording(anna, opens, database):
    """As versions, in their order."""
    number = await opens(text="Верните деньги")
    async with database.transaction() as session:
        await add(session, number, "И проценты", "a:1")
        await add(session, number, "И неустойку", "a:2")
    words = (await anna.ticket(number)).section("text")
    assert [words.index(each) for each in ("Верните", "Версия 2", "И проценты", "Версия 3", "И неустойку")] == sorted(
        words.index(each) for each in ("Верните", "Версия 2", "И проценты", "Версия 3", "И неустойку")
    )


async def test_other_tickets_of_the_person_and_where_this_one_went_are_linked(anna, opens, database):
    """With what they are about."""
    first, second = await opens(), await opens(Request.MARKETING, by=ANNA)
    async with database.transaction() as session:
        await merge(session, second, ANNA, first, MOSCOW)
    page = await anna.ticket(second)
    assert f"Дальше — в обращении {first}" in page.text
    assert f"{first} В очереди Претензия" in page.section("others")
    assert f"{second} Объединено" in (await anna.ticket(first)).section("others")


async def test_what_could_not_be_delivered_shows_with_its_reason(anna, hers, database):
    """And what was delivered, and what waits."""
    async with database.transaction() as session:
        await answer(session, hers, ANNA, "Раз")
        await answer(session, hers, ANNA, "Два")
        await answer(session, hers, ANNA, "Три")
        await session.flush()
        rows = OutboxRow.topic == "staff_answered"
        first = update(OutboxRow).where(rows, OutboxRow.data["text"].as_string() == "Раз")
        second = update(OutboxRow).where(rows, OutboxRow.data["text"].as_string() == "Два")
        await session.execute(first.values(delivered_at=now()))
        await session.execute(second.values(dead_at=now(), error="Forbidden: bot was blocked by the user"))
    deliveries = (await anna.ticket(hers)).section("deliveries")
    assert "Сайт: ответ сотрудника доставлено" in deliveries
    assert "Сайт: ответ сотрудника не доставлено: человек заблокировал бота" in deliveries
    assert "Сайт: ответ сотрудника ждёт отправки" in deliveries


async def test_nothing_that_a_person_or_a_colleague_wrote_becomes_markup(anna, opens, database, conversation):
    """Words, name, contacts, additions, messages, reasons, and what was refused and stays in its form."""
    number = await opens(text=ATTACK, contact=Contact(ATTACK, ATTACK, ATTACK), consent=ATTACK, by=ANNA, block=ATTACK)
    async with database.transaction() as session:
        await add(session, number, ATTACK, "a:1")
        await store_message(session, conversation, Author.USER, ATTACK)
    await anna.do(number, "unblock", outcome=ATTACK)
    await anna.do(number, "meet", done=ATTACK)
    pages = [
        await anna.do(number, "refuse", reason=ATTACK, norm=ATTACK + "ы" * 500),
        await anna.do(number, "refuse", reason=ATTACK, norm=ATTACK),
        await anna.open("/console?show=all"),
        await anna.open(f"/console/tickets/{ATTACK.replace('/', '')}"),
    ]
    for page in pages:
        assert not page.soup.select("img, script:not([src^='/assets/console/'])")
        assert "5183" not in page.text
    assert pages[1].text.count("<img src=x onerror=alert(1)>") >= 8


async def test_right_to_left_tricks_stay_inside_their_field(anna, opens):
    """A name cannot turn round what stands beside it."""
    number = await opens(contact=Contact(name="Ян\u202e"))
    assert "<bdi>Ян\u202e</bdi>" in (await anna.ticket(number)).html


async def test_a_proof_by_mail_stands_in_the_history(anna, opens, database, conversation):
    """How it became known who asks."""
    number = await opens(Request.ACCESS, by=ANNA)
    async with database.transaction() as session:
        await prove_address(session, conversation, "yan@example.ru")
    history = (await anna.ticket(number)).section("history")
    assert "Личность подтверждена Как: код из письма" in history


@pytest.mark.parametrize("typed", ["{number}", "{lower}", " {number} "])
async def test_a_number_is_found_as_people_type_it(anna, number, typed):
    """In small letters too."""
    assert number in (await anna.ticket(typed.format(number=number, lower=number.lower()))).soup.h1.get_text()


async def test_contacts_whose_key_is_lost_are_a_line(anna, number, database, monkeypatch):
    """Nothing else of the ticket is lost: it is read and taken as ever."""
    monkeypatch.setattr(database.means.vault, "_shut", True)
    page = await anna.ticket(number)
    assert 2 == page.section("facts").count("не открывается: нет ключа контактов")
    page = await anna.post(page.address("take"), page.filled("take"))
    assert (200, "") == (page.status, page.fault)
    assert "answer" in page.steps
