"""Settings of the whole, from the environment or `.env`; `.env.example` names and explains every one."""

from ipaddress import ip_network
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from tickets.erasure.retention import keep_terms


class Settings(BaseSettings):
    """Frozen; read once by the command that starts."""

    model_config = SettingsConfigDict(
        env_prefix="PUNKT_", env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True
    )

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    data: Path = Path("var")
    policy: Path = Path(__file__).resolve().parent.parent / "policy_text" / "privacy"
    database_url: SecretStr | None = None
    redis_url: SecretStr | None = None
    model: str | None = None
    rate_limit: str = "60/minute"
    time_zone: str = "Europe/Moscow"
    trusted_proxies: str | None = None
    metrics_token: SecretStr | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    telegram_token: SecretStr | None = None
    telegram_api: str = "https://api.telegram.org"
    telegram_staff_chat: int | None = None
    telegram_staff_text: bool = True
    telegram_proxy: SecretStr | None = None
    telegram_webhook: bool = False

    smtp_url: SecretStr | None = None
    mail_from: str | None = None
    public_url: str | None = None
    widget_origins: str = ""
    secret_key: SecretStr | None = None
    contact_keys: SecretStr | None = None
    site_secret: SecretStr | None = None
    console_totp: Literal["off", "required"] = "off"
    webhook_url: SecretStr | None = None
    webhook_secret: SecretStr | None = None
    webhook_text: bool = False

    operator_address: str | None = None
    system_name: str = "Пункт"
    erased_ledger: Path | None = None
    idle_hours: int = Field(default=48, ge=1)
    closing_days: int = Field(default=14, ge=1)
    retention: dict[str, int] = Field(default_factory=dict)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"нет такого часового пояса: {name}") from error
        return name

    @field_validator("redis_url")
    @classmethod
    def _redis_address(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            from redis.asyncio.connection import parse_url

            try:
                parse_url(url.get_secret_value())
            except ValueError as error:
                raise ValueError("нужен адрес вида redis://…, rediss://… или unix://…") from error
        return url

    @field_validator("trusted_proxies")
    @classmethod
    def _exact_proxies(cls, proxies: str | None) -> str | None:
        for proxy in _parts(proxies) if proxies != "off" else ():
            try:
                ip_network(proxy)
            except ValueError as error:
                raise ValueError("нужны адреса или сети через запятую, как 10.0.0.0/8, или off") from error
        return proxies

    @field_validator("retention")
    @classmethod
    def _known_terms(cls, days: dict[str, int]) -> dict[str, int]:
        keep_terms(days)
        return days

    @property
    def zone(self) -> ZoneInfo:
        """The operator's time zone: its local date starts every clock."""
        return ZoneInfo(self.time_zone)

    @property
    def database(self) -> str:
        """Address of the database."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.data / 'punkt.db').resolve()}"

    @property
    def attachments(self) -> Path:
        """Folder of the files that people and staff send."""
        return self.data / "attachments"

    @property
    def ledger(self) -> Path:
        """File of the erasures, for copies made before them."""
        return self.erased_ledger or self.data / "erased.ledger"

    @property
    def address(self) -> str:
        """Where people open Punkt in a browser, without a final slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def proxies(self) -> tuple[str, ...]:
        """Addresses and networks whose forwarding headers are believed: this machine, where a proxy must stand before
        us because people come to another address; else nobody's."""
        if self.trusted_proxies is None:
            return ("127.0.0.0/8", "::1") if self.public_url else ()
        return _parts(self.trusted_proxies) if self.trusted_proxies != "off" else ()

    @property
    def origins(self) -> tuple[str, ...]:
        """Sites that may embed the widget."""
        return tuple(origin.rstrip("/") for origin in _parts(self.widget_origins))


def _parts(listed: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (listed or "").split(",") if part.strip())
