"""Settings: every one is explained, and a wrong one is named."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from desk.settings import Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_every_setting_stands_in_the_example_and_no_other() -> None:
    """An operator finds all of them in one file."""
    named = set(re.findall(r"^#?(PUNKT_\w+)=", EXAMPLE.read_text("utf-8"), re.MULTILINE))

    assert {f"PUNKT_{name.upper()}" for name in Settings.model_fields} == named


def test_the_example_shows_the_real_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copying it unchanged changes nothing."""
    assert Settings(_env_file=EXAMPLE) == Settings(_env_file=None)


def test_an_unknown_time_zone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong zone would put wrong dates on receipts."""
    monkeypatch.setenv("PUNKT_TIME_ZONE", "Moon/Crater")
    with pytest.raises(ValidationError, match="часового пояса"):
        Settings(_env_file=None)


def test_hours_that_cannot_be_read_are_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sentence that names the part: people would be told wrong things, or nothing."""
    monkeypatch.setenv("PUNKT_WORKING_HOURS", "пн-пт с девяти до шести")
    with pytest.raises(ValidationError, match="не понятно «пн-пт с девяти до шести», нужен вид «пн-пт 9:00-18:00"):
        Settings(_env_file=None)


def test_hours_are_those_of_the_operators_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none are set, nothing is said of them."""
    assert Settings(_env_file=None).answering.hours is None
    monkeypatch.setenv("PUNKT_WORKING_HOURS", "пн-пт 9:00-18:00")
    monkeypatch.setenv("PUNKT_TIME_ZONE", "Asia/Vladivostok")
    monkeypatch.setenv("PUNKT_OVERLOAD", "50")
    answering = Settings(_env_file=None).answering
    assert answering.hours is not None
    assert ("Asia/Vladivostok", "Asia/Vladivostok", 50) == (
        answering.zone.key,
        answering.hours.zone.key,
        answering.most,
    )


def test_an_address_that_is_not_of_redis_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By name, and not by a trace of a library."""
    monkeypatch.setenv("PUNKT_REDIS_URL", "localhost:6379")
    with pytest.raises(ValidationError, match=r"redis://…"):
        Settings(_env_file=None)


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor in a log."""
    monkeypatch.setenv("PUNKT_TELEGRAM_TOKEN", "123:SECRET")
    assert "SECRET" not in repr(Settings(_env_file=None))


@pytest.mark.parametrize("days", ['{"birthdays": 3}', '{"erasures": 7}', '{"inbox": 0}'])
def test_a_term_that_cannot_be_kept_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch, days: str) -> None:
    """Not at the first round of a process that serves already."""
    monkeypatch.setenv("PUNKT_RETENTION", days)
    with pytest.raises(ValidationError, match="PUNKT_RETENTION"):
        Settings(_env_file=None)
