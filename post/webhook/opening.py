"""Opening of the webhook: what the operator has set is checked at the start, not at the first ticket."""

import re
from base64 import b64decode

import httpx

from desk.settings import Settings
from post.webhook.sender import Describe, WebhookSender

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  #: bytes of a secret, by Standard Webhooks 1.0.0
NEW_SECRET = "Новый секрет печатает команда: echo whsec_$(openssl rand -base64 32)"  # noqa: S105 - says how to make one


class WebhookRefused(ValueError):
    """The webhook's settings do not fit. The message is a sentence for the operator; it quotes no address or secret."""


class AddressUnfit(WebhookRefused):
    def __init__(self) -> None:
        super().__init__(
            "PUNKT_WEBHOOK_URL: укажите адрес полностью, как https://crm.example.org/punkt, без имени и пароля в нём."
        )


class SecretMissing(WebhookRefused):
    def __init__(self) -> None:
        super().__init__(f"PUNKT_WEBHOOK_SECRET не указан: без него получатель не узнает, что пишем мы. {NEW_SECRET}")


class SecretUnfit(WebhookRefused):
    def __init__(self) -> None:
        super().__init__(
            f"PUNKT_WEBHOOK_SECRET: каждый секрет — это {PREFIX} и от {SHORTEST} до {LONGEST} байт в base64. "
            f"{NEW_SECRET}"
        )


def open_webhook(settings: Settings, describe: Describe) -> WebhookSender | None:
    """The sender of channel "webhook", or None where no address is set; raises WebhookRefused."""
    if not settings.webhook_url:
        return None
    given = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    return WebhookSender(_address(settings.webhook_url.get_secret_value()), _secrets(given), describe)


def _address(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text.strip())
        host = url.host
        url.raw_host.decode().encode("idna")  # as the resolver will: an empty or endless label fails here
    except (httpx.InvalidURL, UnicodeError):
        raise AddressUnfit from None
    named = url.scheme in {"http", "https"} and host and "%" not in host
    port = url.port is None or 0 < url.port < 65536
    if not named or not port or url.userinfo:
        raise AddressUnfit
    return url


def _secrets(text: str) -> tuple[bytes, ...]:
    secrets = tuple(_secret(each) for each in re.split(r"[,\s]+", text) if each)
    if not secrets:
        raise SecretMissing
    return secrets


def _secret(text: str) -> bytes:
    try:
        secret = b64decode(text.removeprefix(PREFIX), validate=True)
    except ValueError:
        raise SecretUnfit from None
    if not text.startswith(PREFIX) or not SHORTEST <= len(secret) <= LONGEST:
        raise SecretUnfit
    return secret
