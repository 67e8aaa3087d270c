"""What can be an e-mail address, for every edge, and what is wrong with what cannot."""

import pytest

from tests.conftest import VAULT
from tickets.record.address import EmailFault, WrongEmail, find_email, read_email
from tickets.record.contact import email_index
from tickets.store.database import Database


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ivan.Petrov+x@MAIL.ru ", "Ivan.Petrov+x@mail.ru"),
        ("o'neil_1@mail-1.example.ru", "o'neil_1@mail-1.example.ru"),
        ("анна@почта.рф", "анна@почта.рф"),
        ("anna@xn--80a1acny.xn--p1ai", "anna@почта.рф"),
        ("анна.petrova@почта.ru", "анна.petrova@почта.ru"),
        ("田中さん@例え.jp", "田中さん@例え.jp"),
        ("a" * 64 + "@mail.ru", "a" * 64 + "@mail.ru"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    """In letters, also where it was typed in punycode; a name before the «@» keeps its case."""
    assert read_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("нет", EmailFault.SHAPE),
        ("anna@", EmailFault.SHAPE),
        ("a@mail.ru/b@mail.ru", EmailFault.SEVERAL),
        ("ivanov@mаil.ru", EmailFault.SCRIPTS),
        ("ivаnov@mail.ru", EmailFault.SCRIPTS),
        ("ivanov@xn--mil-5cd.ru", EmailFault.SCRIPTS),  # the first of these in punycode
        ("a@mail.ruТелефон", EmailFault.SCRIPTS),
        ("αnna@mail.ru", EmailFault.SCRIPTS),
        ("a..b@mail.ru", EmailFault.DOTS),
        ("a@.mail.ru", EmailFault.DOTS),
        ("a" * 65 + "@mail.ru", EmailFault.LENGTH),
        ("a@" + "b." * 126 + "ru", EmailFault.LENGTH),
        ("a b@mail.ru", EmailFault.SIGNS),
        ("Анна <a@mail.ru>", EmailFault.SIGNS),
        ("a@[127.0.0.1]", EmailFault.SIGNS),
        ("a\x00@mail.ru", EmailFault.SIGNS),
        ("a@mail", EmailFault.SITE),
        ("a@-mail.ru", EmailFault.SITE),
        ("a@localhost", EmailFault.SITE),
    ],
)
def test_what_cannot_be_an_address_is_refused_for_what_is_wrong_with_it(typed: str, fault: EmailFault) -> None:
    with pytest.raises(WrongEmail) as refused:
        read_email(typed)
    assert refused.value.fault is fault


def test_of_several_in_a_text_the_first_that_can_be_one_is_taken() -> None:
    """Signs of the sentence around it are not of it; a name of a messenger is none."""
    assert find_email("мой ник @anna, писал с a..b@mail.ru, теперь *anna@mail.ru*!") == "anna@mail.ru"
    assert find_email("@anna, anna@ и a@b") is None
    with pytest.raises(WrongEmail):
        find_email("пишите: a@mail.ruТелефон 8 900 123-45-67")


async def test_an_address_is_found_however_it_was_typed(database: Database) -> None:
    """Also what was kept before addresses were looked at so closely."""
    async with database.reading() as session:
        same = {
            email_index(session, typed) for typed in ("Anna@почта.рф", " anna@XN--80A1ACNY.xn--p1ai", "ANNA@ПОЧТА.РФ")
        }
        assert len(same) == 1
        assert email_index(session, "A..B@mail.ru") == VAULT.index("email:a..b@mail.ru")
