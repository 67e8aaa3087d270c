"""The ledger outlives the database: what was acknowledged is in it, and it names nobody."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.holdings import HOLDINGS
from tests.conftest import VAULT
from tests.tickets.canary import erased, fill, finished, nothing
from tests.tickets.conftest import opened, opening, state
from tickets.erasure.again import erase_again
from tickets.erasure.destruction import Erasure
from tickets.erasure.ledger import Entry, Ledger, fingerprint, mark
from tickets.erasure.retention import keep_terms, retention
from tickets.record.conversation import Conversation, begin_conversation
from tickets.store.base import now
from tickets.store.database import NotAlone
from tickets.store.vault import Vault

AT = now()


def erasure(which: int, days: int = 0) -> Erasure:
    return Erasure(begun_at=AT + timedelta(days=days), marks={"key": [f"mark-{which}"]})


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "erased.ledger")


def told(ledger: Ledger, last: str | None = None, days: int = 0) -> list[str]:
    found = ledger.since(last, AT + timedelta(days=days))
    return [entry.marks["key"][0] for entry in found.entries]


def test_it_gives_what_came_after_a_place_whatever_the_clock_says(ledger: Ledger) -> None:
    """A clock set back loses nothing; where the place is not there, the clock decides, and that is told."""
    assert ledger.last() is None
    ledger.enter(erasure(1))
    place = ledger.last()
    ledger.enter(erasure(2, days=-2))
    ledger.enter(erasure(3))

    assert ["mark-2", "mark-3"] == told(ledger, place)
    assert ["mark-1", "mark-2", "mark-3"] == told(ledger, None)
    assert ["mark-1", "mark-3"] == told(ledger, "of another ledger", days=-1)
    assert [True, False] == [ledger.since(last, AT).whole for last in (place, "of another ledger")]


def test_a_line_cut_off_is_no_line_and_a_spoilt_one_is_told(ledger: Ledger, tmp_path: Path) -> None:
    """Whoever died in the middle of writing is not in its way."""
    file = tmp_path / "erased.ledger"
    ledger.enter(erasure(1))
    with file.open("ab") as opened:
        opened.write(b'{"id": "cut o')
    ledger.enter(erasure(2))
    assert ["mark-1", "mark-2"] == told(ledger)
    assert 0 == ledger.since(None, AT).damaged
    file.write_bytes(file.read_bytes().replace(b"mark-1", b'"'))
    assert (["mark-2"], 1) == (told(ledger), ledger.since(None, AT).damaged)
    assert 0o600 == file.stat().st_mode & 0o777


async def test_lines_go_when_no_copy_needs_them(ledger: Ledger, database) -> None:
    """With the other terms, and not before."""
    for which, days in ((1, 0), (2, 2)):
        ledger.enter(erasure(which, days))
    term = timedelta(days=keep_terms({})["ledger"])
    for dry_run, expected in ((True, ["mark-1", "mark-2"]), (False, ["mark-2"])):
        counts = await retention(
            database, HOLDINGS, keep_terms({}), AT + term + timedelta(days=1), dry_run=dry_run, ledger=ledger
        )
        assert 1 == counts["ledger"]
        assert expected == told(ledger)


async def test_an_erasure_counts_as_destroyed_only_when_it_is_entered(any_database, ledger: Ledger) -> None:
    """Until the ledger takes it no act is drawn up, and the next round goes on; then the row forgets the hashes."""
    marked = await fill(any_database, "canary", "9876543210")
    await erased(any_database, marked.numbers[0])

    def full(_: Erasure) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="space"):
        await finished(any_database, nothing, enter=full)
    [row] = await any_database.fetch(select(Erasure))
    assert row.marks
    assert row.destroyed_at is None

    await finished(any_database, nothing, enter=ledger.enter)

    [row] = await any_database.fetch(select(Erasure))
    [entry] = ledger.since(None, AT).entries
    assert {} == row.marks
    assert {mark(VAULT, ("ticket", number)) for number in marked.numbers} < set(entry.marks[fingerprint(VAULT)])


async def test_who_keeps_talking_keeps_the_conversation_when_old_tickets_are_erased_again(any_database) -> None:
    """The entry names tickets alone; a key that is not ours finds nothing, and whoever is not alone may not."""
    async with any_database.transaction() as session:
        talk = (await begin_conversation(session, "telegram", "5551")).id
    number = await opened(any_database, opening(talk))
    other = Vault([Vault.new_key()])
    entries = [Entry("1", AT, {fingerprint(vault): [mark(vault, ("ticket", number))]}) for vault in (other, VAULT)]
    vaults = {fingerprint(VAULT): VAULT}
    async with any_database.transaction() as session:
        with pytest.raises(NotAlone):
            await erase_again(session, entries, vaults, HOLDINGS)

    async with any_database.transaction(alone=True) as session:
        assert [] == await erase_again(session, entries[:1], vaults, HOLDINGS)
        [record] = await erase_again(session, entries, vaults, HOLDINGS)
        assert [] == await erase_again(session, entries, vaults, HOLDINGS)

    assert [number] == record.numbers
    assert "" == (await state(any_database, number)).text
    assert ["5551"] == await any_database.fetch(select(Conversation.origin))
