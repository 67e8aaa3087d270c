"""Contacts in a person's own words: an e-mail address, a phone number, or both in one message."""

import re

from tickets.contact import Contact
from tickets.text.folding import fold
from tickets.text.phones import other_phones, prefixed_phones

_ODD = r"\s@<>()\[\],;:«»\"'"  #: what no address that people use holds
_EMAIL = re.compile(rf"(?<![^{_ODD}])[^{_ODD}]{{1,64}}@[^{_ODD}]{{1,185}}\.[^{_ODD}.\d]{{2,}}")


def find_contact(text: str) -> Contact | None:
    """What of a contact the text holds; None when neither an address nor a number is in it.

    A number comes as its digits, with a plus where one was typed: of several the first, above all one with a prefix.
    """
    address = _EMAIL.search(text)
    email = address[0] if address else None
    plain = fold(text.replace(email, " ") if email else text).plain
    phones = [*prefixed_phones(plain)] or [*other_phones(plain, asked=True)]
    phone = min(phones, key=lambda phone: (phone.start, -phone.end), default=None)
    return Contact(email=email, phone=phone.digits if phone else None) if email or phone else None
