"""The same keys in all copies: one with others would give links that nobody else opens, and seal for itself alone."""

from desk.settings import Settings
from punkt.failure import Failure
from punkt.role import Role
from punkt.secret import contact_keys, key_fingerprints, secret_fingerprint, secret_key
from tickets.store.database import Database, Session
from tickets.store.known_keys import CONTACTS, SECRET, forget_keys, known_keys, note_key

ACCEPT = "Если прежнего ключа больше нет, признайте нынешний: punkt keys accept."


class SecretDiffers(Failure):
    def __init__(self, here: str, known: set[str]) -> None:
        super().__init__(
            f"ключ подписи здесь (отпечаток {here}) не тот, с которым работает эта база ({', '.join(sorted(known))}): "
            f"дайте всем копиям один PUNKT_SECRET_KEY или один файл secret.key. {ACCEPT}"
        )


class ContactsDiffer(Failure):
    def __init__(self, lacking: set[str]) -> None:
        super().__init__(
            f"нет ключа контактов с отпечатком {', '.join(sorted(lacking))}, которым пользуется эта база: дайте всем "
            "копиям одни и те же PUNKT_CONTACT_KEYS или один файл contacts.key. Ключ меняют так: допишите новый вторым "
            "во всех копиях, затем поставьте его первым, затем punkt keys rotate. "
            f"{ACCEPT}"
        )


async def join(database: Database, settings: Settings, role: Role = Role.RUN) -> None:
    """See that the keys are those of the installation; the first to start says which. Raises the errors above.

    One process without any contact key goes on without contacts, as ever; a copy does not.
    """
    secret_key(settings)  # made where there is none yet
    async with database.reading() as session:
        if await _fits(session, settings, role):
            return
    async with database.transaction(alone=True) as session:  # of several that come first, one says which keys it is
        await _fits(session, settings, role)
        await _note(session, settings)


async def accept(session: Session, settings: Settings) -> None:
    """The keys that are here are those of the installation from now on."""
    await forget_keys(session)
    await _note(session, settings)


async def accept_contacts(session: Session, settings: Settings) -> None:
    """All is sealed with the first contact key."""
    await forget_keys(session, [CONTACTS])
    await _note(session, settings)


async def _fits(session: Session, settings: Settings, role: Role) -> bool:
    """Whether nothing has to be noted, either."""
    secret, secrets = secret_fingerprint(settings), await known_keys(session, SECRET)
    if secrets and secret not in secrets:
        raise SecretDiffers(secret, secrets)
    there, known = key_fingerprints(contact_keys(settings)), await known_keys(session, CONTACTS)
    if (lacking := known - set(there)) and (there or role is not Role.RUN):
        raise ContactsDiffer(lacking)
    return bool(secrets) and (not there or there[0] in known)


async def _note(session: Session, settings: Settings) -> None:
    if secret := secret_fingerprint(settings):
        await note_key(session, SECRET, secret)
    for first in key_fingerprints(contact_keys(settings))[:1]:
        await note_key(session, CONTACTS, first)
