"""All copies have the keys of the installation: another one says so and does not start."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.settings import Settings
from punkt.role import Role
from punkt.same_keys import ContactsDiffer, SecretDiffers, accept, accept_contacts, join
from punkt.secret import secret_fingerprint
from tests.conftest import KEY
from tests.punkt.conftest import Punkt
from tickets.audit.entry import AuditEntry
from tickets.store.database import Database
from tickets.store.known_keys import CONTACTS, SECRET, known_keys
from tickets.store.vault import Vault

NEW = Vault.new_key()


@pytest.fixture
def copy(tmp_path: Path):
    """The settings of a copy."""

    def made(secret: str = "s", *contacts: str) -> Settings:
        given = {"secret_key": secret * 40, "contact_keys": ",".join(contacts or (KEY,))}
        return Settings(_env_file=None, data=tmp_path, **given)

    return made


async def known(database: Database, kind: str) -> set[str]:
    async with database.reading() as session:
        return await known_keys(session, kind)


async def test_a_copy_with_the_same_keys_starts_and_one_with_another_secret_does_not(
    any_database: Database, copy
) -> None:
    for _ in range(2):
        await join(any_database, copy())
    with pytest.raises(SecretDiffers) as refused:
        await join(any_database, copy("t"), Role.WEB)
    for told in ("отпечаток", secret_fingerprint(copy()), "PUNKT_SECRET_KEY", "punkt keys accept"):
        assert told in str(refused.value)
    assert "sss" not in str(refused.value)
    assert {secret_fingerprint(copy())} == await known(any_database, SECRET)


async def test_a_copy_that_cannot_open_what_others_seal_does_not_start(any_database: Database, copy) -> None:
    await join(any_database, copy())
    with pytest.raises(ContactsDiffer) as refused:
        await join(any_database, copy("s", NEW), Role.WORKER)
    assert NEW not in str(refused.value)
    assert 1 == len(await known(any_database, CONTACTS))


async def test_keys_are_changed_copy_by_copy(any_database: Database, copy) -> None:
    """The new one beside, then first, then alone; at no time may a copy lack the key that another one seals with."""
    for contacts in ((KEY,), (KEY, NEW), (NEW, KEY), (KEY, NEW)):
        await join(any_database, copy("s", *contacts))
    for lacking in ((KEY,), (NEW,)):
        with pytest.raises(ContactsDiffer):
            await join(any_database, copy("s", *lacking))
    async with any_database.transaction() as session:
        await accept_contacts(session, copy("s", NEW, KEY))
    await join(any_database, copy("s", NEW))
    with pytest.raises(ContactsDiffer):
        await join(any_database, copy("s", KEY))


async def test_what_is_lost_for_good_is_given_up_by_an_operator(any_database: Database, copy) -> None:
    await join(any_database, copy())
    async with any_database.transaction() as session:
        await accept(session, copy("t", NEW))
    await join(any_database, copy("t", NEW))
    with pytest.raises(SecretDiffers):
        await join(any_database, copy("s", NEW))


async def test_one_process_goes_on_without_the_key_of_contacts_and_a_copy_does_not(
    any_database: Database, copy, tmp_path: Path
) -> None:
    """As ever: questions are answered, contacts wait for the key."""
    await join(any_database, copy())
    keyless = Settings(_env_file=None, data=tmp_path, secret_key="s" * 40)
    await join(any_database, keyless)
    with pytest.raises(ContactsDiffer):
        await join(any_database, keyless, Role.WEB)


async def test_an_operator_accepts_the_keys_that_are_there_by_a_command(
    punkt: Punkt, any_database: Database, copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands in the audit log, as a change of keys does."""
    await join(any_database, copy())
    monkeypatch.setenv("PUNKT_DATABASE_URL", any_database.url)
    monkeypatch.setenv("PUNKT_SECRET_KEY", "t" * 40)
    monkeypatch.setenv("PUNKT_CONTACT_KEYS", NEW)

    assert "Признаны нынешние ключи" in (await asyncio.to_thread(punkt, "keys", "accept")).stdout

    await join(any_database, copy("t", NEW))
    assert ["keys.accept"] == list(await any_database.fetch(select(AuditEntry.act)))
