"""Settings of the webhook that do not fit are told at the start, not at the first ticket."""

from base64 import b64encode

import pytest
from webhook_sample import NEW, Facts, opened

from desk.settings import Settings
from post.webhook.opening import AddressUnfit, SecretMissing, SecretUnfit, WebhookRefused, open_webhook


def test_without_an_address_there_is_no_webhook(facts: Facts) -> None:
    """It is off until somebody asks for it."""
    assert open_webhook(Settings(_env_file=None, webhook_secret=NEW), facts) is None


@pytest.mark.parametrize(
    "address",
    [
        "crm.example.org/hook?t=hidden",
        "/hook",
        "http://",
        "ftp://crm.example.org/",
        "https://user:hidden@crm.example.org/",
        "https://hidden@crm.example.org/",
        "http://crm example.org/",
        "http://crm.example.org:99999/",
        "http://crm.example.org:0/",
        "http://crm..example.org/",
        "http://xn--a/",
        "http://256.1.1.1/",
    ],
)
def test_an_address_that_does_not_fit_is_refused_at_the_start(facts: Facts, address: str) -> None:
    """One Russian sentence, which repeats nothing that may be secret."""
    with pytest.raises(AddressUnfit, match="укажите адрес полностью") as refusal:
        opened(address, facts)

    assert address not in str(refusal.value)


@pytest.mark.parametrize(
    ("secret", "reason"),
    [
        (None, SecretMissing),
        (" , ", SecretMissing),
        ("whsec_" + b64encode(b"s" * 23).decode(), SecretUnfit),
        ("whsec_" + b64encode(b"l" * 65).decode(), SecretUnfit),
        (b64encode(b"p" * 32).decode(), SecretUnfit),
        ("whsec_пароль", SecretUnfit),
        (f"{NEW[:20]}?{NEW[20:]}", SecretUnfit),
        (f"{NEW},whsec_short", SecretUnfit),
    ],
)
def test_a_weak_secret_is_refused_at_the_start(facts: Facts, secret: str | None, reason: type[WebhookRefused]) -> None:
    """One Russian sentence that says how to make a good one, and does not repeat the bad one."""
    with pytest.raises(reason, match="openssl rand -base64 32") as refusal:
        opened("https://crm.example.org/punkt", facts, secret)

    assert str(secret) not in str(refusal.value)
