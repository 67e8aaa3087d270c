"""Tickets in the terminal, as a staff member types."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from punkt.failure import Failure
from tests.conftest import VAULT
from tests.punkt.conftest import Punkt
from tests.tickets.conftest import opened, opening, request
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Identity, Request, TicketKind
from tickets.staff.member import link, linked_staff
from tickets.steps.opening import Opening
from tickets.store.database import Database

PASSWORD = "correct horse battery\ncorrect horse battery\n"


@pytest.fixture
def desk(punkt: Punkt) -> Punkt:
    """The terminal of the only member of staff."""
    punkt("staff", "add", "Anna@Example.org", answer=PASSWORD)
    return punkt


def filed(tmp_path: Path, *shapes: Request, **changes: object) -> str:
    """Number of a claim, or of a request of these shapes, that waits in the queue."""

    async def make() -> str:
        database = Database(f"sqlite:///{tmp_path / 'punkt.db'}", VAULT)
        async with database.transaction() as session:
            conversation = (await begin_conversation(session, "web", "visitor")).id
        wish: Opening = request(conversation, *shapes, **changes) if shapes else opening(conversation, **changes)
        number = await opened(database, wish)
        await database.close()
        return number

    return asyncio.run(make())


def refused(punkt: Punkt, *words: str) -> str:
    """What the terminal says instead of doing it."""
    result = punkt(*words, ok=False)
    assert isinstance(result.exception, Failure), result.output
    return str(result.exception)


def test_a_staff_member_works_off_a_ticket_in_the_terminal(desk: Punkt, tmp_path: Path) -> None:
    """List, take, answer, resolve, close."""
    assert "anna@example.org" in desk("staff", "list").stdout
    number = filed(tmp_path)

    assert number in desk("tickets").stdout
    assert "Мой номер утёк" not in desk("tickets").stdout
    assert "Мой номер утёк" in desk("tickets", "show", number).stdout
    desk("tickets", "take", number)
    desk("tickets", "answer", number, "Разобрались, извините.")
    desk("tickets", "resolve", number, "Номер убран из выгрузки")
    assert "Открытых обращений нет" in desk("tickets").stdout
    desk("tickets", "close", number)
    shown = desk("tickets", "show", number).stdout
    assert "Разобрались, извините." in shown
    assert "закрыто (anna@example.org)" in shown


def test_every_other_step_is_there_too(desk: Punkt, tmp_path: Path) -> None:
    """Ask, vouch, confirm, extend, meet, block, mute, unmute, refuse, reopen, duplicate, merge, assign, return."""
    number = filed(tmp_path, Request.ACCESS, Request.STOP)
    assert "убедиться" in desk("tickets", "take", number).stdout
    assert "личность проверена" in desk("tickets", "vouch", number, "по номеру договора").stdout
    assert "Срок не приостановлен" in desk("tickets", "ask", number, "Какой номер договора?").stdout
    assert "access до" in desk("tickets", "confirm", number, "access", "stop").stdout
    assert "продлён до" in desk("tickets", "extend", number, "stop", "ждём ответа обработчика").stdout
    desk("tickets", "meet", number, "stop", "обработка прекращена")
    desk("tickets", "block", number, "заявлена неточность")
    assert "Данные заблокированы" in desk("tickets", "show", number).stdout
    desk("tickets", "unblock", number, "неточности нет")
    assert "показ пунктов выключен" in desk("tickets", "mute", number).stdout
    assert "бот их не показывает" in desk("tickets", "show", number).stdout
    assert "показ пунктов включён" in desk("tickets", "unmute", number).stdout
    desk("tickets", "refuse", number, "сведения уже даны", "--norm", "ч. 6 ст. 14")
    assert "сведения уже даны (ч. 6 ст. 14)" in desk("tickets", "show", number).stdout
    desk("tickets", "reopen", number, "ответ был неполным")

    again = filed(tmp_path, Request.ACCESS, origin="web:2")
    assert f"отвечаем по {number}" in desk("tickets", "duplicate", again, number).stdout
    other = filed(tmp_path, Request.MARKETING, origin="web:3")
    assert f"продолжается в {number}" in desk("tickets", "merge", other, number).stdout
    assert "отвечает anna@example.org" in desk("tickets", "assign", number, "anna@example.org").stdout
    desk("tickets", "return", number)


def test_wrong_steps_are_sentences(punkt: Punkt, tmp_path: Path) -> None:
    """Nobody, an unknown ticket, a ticket that is another's or still in the queue, a norm that allows nothing."""
    punkt("tickets")
    number = filed(tmp_path)
    assert "добавьте сотрудника" in refused(punkt, "tickets", "take", number)
    for email in ("a@example.org", "b@example.org"):
        punkt("staff", "add", email, answer=PASSWORD)
    as_a, as_b = ("--as", "a@example.org"), ("--as", "b@example.org")

    assert "--as" in refused(punkt, "tickets", "take", number)
    assert "нет" in refused(punkt, "tickets", "take", "П-1", *as_a)
    assert "в очереди" in refused(punkt, "tickets", "close", number, *as_a)
    punkt("tickets", "take", number, *as_a)
    assert "занимается a@example.org" in refused(punkt, "tickets", "take", number, *as_b)
    assert "не оформить" in refused(punkt, "tickets", "refuse", number, "нельзя", "--norm", " ", *as_a)
    assert "такого срока" in refused(punkt, "tickets", "meet", number, "stop", "готово", *as_a)
    assert "такого сотрудника нет" in refused(punkt, "tickets", "assign", number, "c@example.org", *as_a)
    assert "не заблокированы" in refused(punkt, "tickets", "unblock", number, "всё хорошо", *as_a)
    assert "Известны" in refused(punkt, "tickets", "confirm", number, "birthday", *as_a)


def test_resolving_a_wish_to_be_erased_asks_what_becomes_of_the_data(desk: Punkt, tmp_path: Path) -> None:
    """In the terminal the erasure is a command of its own; nobody takes the one for the other."""
    wish, claim = filed(tmp_path, Request.ERASE, identity=Identity.TELEGRAM), filed(tmp_path)
    for number in (wish, claim):
        desk("tickets", "take", number)

    assert f"punkt erase {wish} --done" in refused(desk, "tickets", "resolve", wish, "Готово")
    assert "Данные остаются" in desk("tickets", "resolve", wish, "Готово", "--keep", "Идёт договор.").stdout
    assert "решено" in desk("tickets", "resolve", claim, "Готово").stdout


def test_who_is_away_is_given_nothing_and_is_shown_as_away(desk: Punkt, tmp_path: Path) -> None:
    """Until they are back."""
    number = filed(tmp_path)
    desk("staff", "away", "anna@example.org", "2099-12-31")
    assert "отсутствует до 2100-01-01" in desk("staff", "list").stdout
    assert "отсутствует" in refused(desk, "tickets", "assign", number, "anna@example.org")
    desk("staff", "back", "anna@example.org")
    desk("tickets", "assign", number, "anna@example.org")
    assert "нет" in refused(desk, "staff", "away", "nobody@example.org", "2099-12-31")


def test_a_code_shows_the_bot_whose_account_it_is(desk: Punkt, tmp_path: Path) -> None:
    """Once; and what was linked can be let go."""
    code = desk("staff", "link", "Anna@Example.org").stdout.split("/link ")[1].split(".")[0]

    async def show_it() -> int | None:
        database = Database(f"sqlite:///{tmp_path / 'punkt.db'}", VAULT)
        async with database.transaction() as session:
            account = (await link(session, code, 7_000_000_001)).telegram_id
        await database.close()
        return account

    async def whose() -> object:
        database = Database(f"sqlite:///{tmp_path / 'punkt.db'}", VAULT)
        async with database.reading() as session:
            found = await linked_staff(session, 7_000_000_001)
        await database.close()
        return found and found.email

    assert 7_000_000_001 == asyncio.run(show_it())
    assert "anna@example.org" == asyncio.run(whose())
    desk("staff", "unlink", "anna@example.org")
    assert asyncio.run(whose()) is None
    for command in ("link", "unlink"):
        assert "нет" in refused(desk, "staff", command, "nobody@example.org")


@pytest.mark.parametrize(("email", "password"), [("не почта", "correct horse battery"), ("a@example.org", "short")])
def test_a_bad_staff_member_is_refused(punkt: Punkt, email: str, password: str) -> None:
    assert isinstance(punkt("staff", "add", email, answer=f"{password}\n{password}\n", ok=False).exception, Failure)


def test_what_nobody_understood_is_confirmed_before_it_is_done(desk: Punkt, tmp_path: Path) -> None:
    """The queue says so, and neither way of erasing goes past it."""
    number = filed(tmp_path, kind=TicketKind.DELETION, text="Хочу навести порядок", identity=Identity.TELEGRAM)
    assert "не ясно, чего просит" in desk("tickets").stdout
    shown = desk("tickets", "show", number).stdout
    assert "запрос о данных: не ясно, чего просит" in shown
    assert "самый короткий из возможных сроков" in shown
    desk("tickets", "take", number)

    for words in (
        ("tickets", "resolve", number, "Сделано"),
        ("tickets", "meet", number, "unclear", "Сделано"),
        ("erase", number, "--yes", "--force"),
        ("erase", number, "--yes", "--done", "Сделано"),
    ):
        said = refused(desk, *words)
        assert "не ясно, чего просит человек" in said
        assert f"punkt tickets confirm {number}" in said
    assert "Хочу навести порядок" in desk("tickets", "show", number).stdout

    assert "access до" in desk("tickets", "confirm", number, "access").stdout
    assert "не ясно" not in desk("tickets").stdout
    desk("tickets", "resolve", number, "Показали")


def test_erase_shows_asks_and_erases(desk: Punkt, tmp_path: Path) -> None:
    """A «no» changes nothing; what is still open is named; the act lies where it says."""
    number = filed(tmp_path, Request.ERASE, identity=Identity.TELEGRAM)

    assert "отменено" in refused_after(desk, "n\n", "erase", number, "--force")
    assert "Удалите мои данные" in desk("tickets", "show", number).stdout
    assert number in refused(desk, "erase", number, "--yes")
    said = desk("erase", number, "--yes", "--force").stdout
    assert "Удалите мои данные" not in desk("tickets", "show", number).stdout
    assert (tmp_path / "data" / "acts").is_dir(), said
    assert "act.pdf" in {file.name for file in (tmp_path / "data" / "acts").rglob("*")}


def refused_after(punkt: Punkt, answer: str, *words: str) -> str:
    return str(punkt(*words, ok=False, answer=answer).exception)


def test_a_person_is_given_what_is_held_about_them(desk: Punkt, tmp_path: Path) -> None:
    """As a paper and for programs; not to somebody whom nobody knows."""
    number = filed(tmp_path, Request.ACCESS)
    assert "личность не подтверждена" in refused(desk, "export", number)
    desk("export", number, "--vouched", "по номеру договора")
    names = {file.name for file in (tmp_path / "data" / "exports").rglob("*")}
    assert {"dossier.pdf", "dossier.json"} <= names


def test_what_is_past_its_term_is_shown_and_then_goes(punkt: Punkt) -> None:
    """The dry run changes nothing; an unknown kind of records is named."""
    assert "только показ" in punkt("retention", "--dry-run").stdout
    punkt("retention")


def test_an_unknown_term_is_a_sentence(punkt: Punkt, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistyped setting must not keep what the operator wanted gone."""
    monkeypatch.setenv("PUNKT_RETENTION", '{"birthdays": 3}')
    assert "birthdays" in refused(punkt, "retention", "--dry-run")


def test_the_key_of_the_contacts_can_be_changed(desk: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new key first, the old one behind it; afterwards the new one is enough."""
    from tests.conftest import KEY

    number = filed(tmp_path)
    new = desk("keys", "new").stdout.strip()
    monkeypatch.setenv("PUNKT_CONTACT_KEYS", f"{new},{KEY}")
    assert "Перешифровано" in desk("keys", "rotate").stdout
    monkeypatch.setenv("PUNKT_CONTACT_KEYS", new)
    assert "anna@example.org" in desk("tickets", "show", number).stdout
    monkeypatch.setenv("PUNKT_CONTACT_KEYS", desk("keys", "new").stdout.strip())
    assert "прежний ключ" in refused(desk, "keys", "rotate")
    monkeypatch.setenv("PUNKT_CONTACT_KEYS", "short")
    assert "не ключ" in refused(desk, "tickets")


def test_what_was_not_delivered_is_listed_and_tried_again(desk: Punkt, tmp_path: Path) -> None:
    """With the reason, and by number."""
    filed(tmp_path)
    with sqlite3.connect(tmp_path / "punkt.db") as connection:
        connection.execute("UPDATE outbox SET dead_at = created_at, error = 'blocked', attempts = 30")
        [(row,)] = connection.execute("SELECT max(id) FROM outbox").fetchall()
    assert "blocked" in desk("outbox").stdout
    desk("outbox", "retry", str(row))
    assert "не отправлено" not in desk("outbox").stdout
    assert "нет" in refused(desk, "outbox", "retry", "999999")
    desk("outbox", "drop", str(row))
    assert "нет" in refused(desk, "outbox", "retry", str(row))


def test_questions_are_written_without_their_askers(punkt: Punkt, tmp_path: Path) -> None:
    """Numbers masked, formulas harmless, blocked people left out."""
    from desk.journal import Question
    from tickets.record.conversation import Author, store_message

    punkt("tickets")

    async def ask() -> None:
        database = Database(f"sqlite:///{tmp_path / 'punkt.db'}", VAULT)
        for visitor, text in (("a", "=кому мой номер +7 900 765-43-21?"), ("blocked", "а мой?")):
            async with database.transaction() as session:
                conversation = (await begin_conversation(session, "web", visitor)).id
                message = await store_message(session, conversation, Author.USER, text, "1")
                session.add(
                    Question(message_id=message.id, kind="question", outcome="Answer", clauses=[["5.2", 0.9]],
                             edition="1", edition_sha256="")
                )  # fmt: skip
            if visitor == "blocked":
                await opened(database, opening(conversation, block="утечка"))
        await database.close()

    asyncio.run(ask())
    assert "Вопросов: 1" in punkt("questions", str(tmp_path / "q.csv")).stdout
    written = (tmp_path / "q.csv").read_text("utf-8")
    assert "'=кому мой номер [телефон" in written
    assert "765" not in written
    assert 0o600 == (tmp_path / "q.csv").stat().st_mode & 0o777
    assert "уже есть" in refused(punkt, "questions", str(tmp_path / "q.csv"))
