"""Contacts: an address or a number is found in the words people put around it."""

from contextlib import suppress

import pytest

from bot.dialogue.filling import find_contact
from tickets.record.address import WrongEmail
from tickets.record.contact import Contact


@pytest.mark.parametrize(
    ("text", "email", "phone"),
    [
        ("anna@example.org", "anna@example.org", None),
        ("моя почта: Anna.Petrova+x@mail.example.ru.", "Anna.Petrova+x@mail.example.ru", None),
        ("<anna@example.org>", "anna@example.org", None),
        ("анна@пример.рф", "анна@пример.рф", None),
        ("+7 (900) 123-45-67", None, "+79001234567"),
        ("8 900 123 45 67 звоните после шести", None, "89001234567"),
        ("a1234567@example.org или 89001234567", "a1234567@example.org", "89001234567"),
        ("9001234567", None, "9001234567"),
        ("4951234567, это городской", None, "4951234567"),
        ("(3522) 12-34-56 доб. 12", None, "3522123456"),
        ("123-45-67", None, "1234567"),
        ("375 29 123-45-67", None, "375291234567"),
        ("по заказу 48213777 звоните на 89001234567 после 12.05.2027", None, "89001234567"),
        ("+７\u00a0９００\u00a0１２３–４５–６７", None, "+79001234567"),
    ],
)
def test_a_contact_is_found(text: str, email: str | None, phone: str | None) -> None:
    contact = find_contact(text)
    assert contact is not None
    assert (email, phone) == (contact.email, contact.phone)


@pytest.mark.parametrize(
    "text",
    [
        *("не скажу", "12345", "договор 1", "@anna", "anna@", "a@b", "1" * 40),
        *("заказ № 48213777", "после 12.05.2027", "П-2026-000001", "верните 1 299 900 рублей", "пункты 5.1 5.2 6.2.4"),
    ],
)
def test_what_is_no_contact_is_not_taken_for_one(text: str) -> None:
    assert find_contact(text) is None


def test_a_number_beside_an_address_is_kept_with_it() -> None:
    """However close it stands, and not what stands within the address."""
    contact = find_contact("anna1234567@mail.ru,89001234567")
    assert contact == Contact(email="anna1234567@mail.ru", phone="89001234567")


def test_a_hostile_text_is_read_at_once() -> None:
    """Time grows with the length, not with its square."""
    for text in ("a" * 4096, "a@" * 2048, "1 " * 2048, "a@" + "b." * 2000, "-(" * 2048):
        with suppress(WrongEmail):
            find_contact(text)
