"""Passwords of staff: what is not taken, and that nobody's account costs as much as somebody's."""

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from tickets.staff.password import (
    LONGEST,
    PasswordCommon,
    PasswordIsEmail,
    PasswordTooLong,
    PasswordTooShort,
    _common,
    _nobody,
    check_password,
    hash_password,
    password_fits,
)

EMAIL = "anna.petrova@example.ru"


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("a" * 11, PasswordTooShort),
        ("семь слов х", PasswordTooShort),
        ("a1b2" * 251, PasswordTooLong),
        ("123456789012", PasswordCommon),
        ("Qwerty123456", PasswordCommon),
        ("Йцукен 123456", PasswordCommon),
        ("ababababababab", PasswordCommon),
        ("            ", PasswordCommon),
        ("Punkt Admin 1!", PasswordCommon),
        ("пункт поддержка", PasswordCommon),
        ("anna.petrova", PasswordIsEmail),
        ("Anna.Petrova@example.ru", PasswordIsEmail),
    ],
)
def test_what_is_guessed_first_is_not_taken(password: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        check_password(password, EMAIL)


@pytest.mark.parametrize(
    "password", ["correct horse battery", "двенадцать з", "x" * 11 + "yz", "ab3" * 333, "пункт на карте города"]
)
def test_any_other_is(password: str) -> None:
    """Without rules about digits and signs."""
    assert len(password) <= LONGEST
    check_password(password, EMAIL)


def test_every_common_password_is_long_enough_to_need_the_list() -> None:
    assert {True} == {len(one) >= 12 and one == one.lower() for one in _common()}


def test_a_password_opens_its_hash_and_no_other() -> None:
    kept = hash_password("correct horse battery")
    assert [True, False, False, False] == [
        password_fits("correct horse battery", kept),
        password_fits("correct horse batter", kept),
        password_fits("", None),
        password_fits("correct horse battery", "not a hash"),
    ]


def test_an_account_that_cannot_sign_in_takes_as_much_work() -> None:
    """argon2id with the same parameters: the time tells nothing."""
    assert extract_parameters(hash_password("x")) == extract_parameters(_nobody())
    assert Type.ID == extract_parameters(_nobody()).type
