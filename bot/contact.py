"""Contacts in a person's own words: an e-mail address, a phone number, or both in one message."""

import re

from tickets.opening import Contact

_ODD = r"\s@<>()\[\],;:«»\"'"  #: what no address that people use holds
_EMAIL = re.compile(rf"(?<![^{_ODD}])[^{_ODD}]{{1,64}}@[^{_ODD}]{{1,185}}\.[^{_ODD}.\d]{{2,}}")
_PHONE = re.compile(r"\+?\d[\d\s()\u2010-\u2013\u00a0-]{4,}\d")
_DIGITS = range(7, 16)  #: of a phone number: a city number at least, E.164 at most


def find_contact(text: str) -> Contact | None:
    """What of a contact the text holds; None when neither an address nor a number is in it."""
    address = _EMAIL.search(text)
    email = address[0] if address else None
    rest = text.replace(email, " ") if email else text
    numbers = (_normal(found[0]) for found in _PHONE.finditer(rest))
    phone = next((number for number in numbers if len(number.lstrip("+")) in _DIGITS), None)
    return Contact(email=email, phone=phone) if email or phone else None


def _normal(phone: str) -> str:
    return ("+" if phone.startswith("+") else "") + "".join(filter(str.isdigit, phone))
