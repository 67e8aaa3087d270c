"""Contact: how a person is reached, and the blind indexes by which a sealed contact is found again."""

import re
import unicodedata
from dataclasses import dataclass

from tickets.store.database import Session


@dataclass(frozen=True, slots=True)
class Contact:
    """As far as the person told."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


def email_index(session: Session, email: str | None) -> str | None:
    """The blind index of an address, whatever its case."""
    return session.means.vault.index("email:" + plain_email(email)) if email else None


def phone_index(session: Session, phone: str | None) -> str | None:
    """The blind index of a number, however it is written: a Russian 8, or nothing, before ten digits is +7."""
    if not phone:
        return None
    digits = re.sub(r"\D", "", phone)
    if len(digits) == 10 or (len(digits) == 11 and digits.startswith("8")):
        digits = f"7{digits[-10:]}"
    return session.means.vault.index(f"phone:{digits}")


def plain_email(email: str) -> str:
    """An address as it is compared."""
    return unicodedata.normalize("NFC", email.strip()).casefold()
