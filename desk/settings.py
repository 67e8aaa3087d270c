"""Settings of the whole, from the environment or `.env`; `.env.example` names and explains every one."""

import re
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

if TYPE_CHECKING:
    from tickets.erasure.ledger import Ledger
    from tickets.queue.expecting import Answering
    from tickets.record.attachment import Shelf
    from tickets.store.bucket import Access, Bucket

STORE = re.compile(r"s3://([a-z0-9][a-z0-9.-]+)(?:/([\w./-]*))?", re.ASCII)  #: bucket, and a folder in it


TEXTS = Path(__file__).resolve().parent.parent / "policy_text"


class Settings(BaseSettings):
    """Frozen; read once by the command that starts."""

    model_config = SettingsConfigDict(
        env_prefix="PUNKT_", env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True
    )

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    data: Path = Path("var")
    policy: Path = TEXTS / "privacy"
    policies: Path | None = None
    topics: Path = TEXTS / "topics"
    kinds: Path = TEXTS / "privacy" / "phrases"
    database_url: SecretStr | None = None
    database_direct_url: SecretStr | None = None
    redis_url: SecretStr | None = None
    store: str | None = None
    store_endpoint: str | None = None
    store_region: str = "us-east-1"
    store_key: SecretStr | None = None
    store_secret: SecretStr | None = None
    model: str | None = None
    rate_limit: str = "60/minute"
    time_zone: str = "Europe/Moscow"
    working_hours: str | None = None
    overload: int | None = Field(default=None, ge=1)
    trusted_proxies: str | None = None
    metrics_token: SecretStr | None = None
    streams: int = Field(default=200, ge=1)
    health_port: int | None = Field(default=None, ge=0, le=65535)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log: Literal["plain", "json"] = "plain"
    traces: str | None = None

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
    push: Literal["off", "on"] = "off"
    digest: Literal["off", "on"] = "on"

    operator_address: str | None = None
    system_name: str = "Пункт"
    erased_ledger: Path | None = None
    idle_hours: int = Field(default=48, ge=1)
    closing_days: int = Field(default=14, ge=1)
    rating_by_member: bool = False
    retention: dict[str, int] = Field(default_factory=dict)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"нет такого часового пояса: {name}") from error
        return name

    @field_validator("working_hours")
    @classmethod
    def _known_hours(cls, hours: str | None) -> str | None:
        if hours is not None:
            from tickets.terms.hours_setting import read_hours  # with the calendar

            read_hours(hours, ZoneInfo("UTC"))
        return hours

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

    @field_validator("database_direct_url")
    @classmethod
    def _direct_address(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("нужен адрес вида postgresql://…")
        return url

    @field_validator("store")
    @classmethod
    def _bucket_address(cls, address: str | None) -> str | None:
        if address is not None and not STORE.fullmatch(address):
            raise ValueError("нужен адрес вида s3://имя-корзины/папка")
        return address

    @field_validator("store_endpoint", "traces")
    @classmethod
    def _endpoint_address(cls, address: str | None) -> str | None:
        if address is not None and not address.startswith(("http://", "https://")):
            raise ValueError("нужен адрес вида https://…")
        return address

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
        if days:
            from tickets.erasure.retention import keep_terms  # with all that a database needs

            keep_terms(days)
        return days

    @property
    def added(self) -> Path | None:
        """The folder of document folders that are answered from besides `policy`, where there is one."""
        if self.policies is not None:
            return self.policies
        own = self.data / "policies"
        return own if own.is_dir() else None

    @property
    def leads(self) -> bool:
        """Whether `policy` is the first document: it is named, or nothing else is."""
        return "policy" in self.model_fields_set or self.policies is None

    @property
    def zone(self) -> ZoneInfo:
        """The operator's time zone: its local date starts every clock."""
        return ZoneInfo(self.time_zone)

    @property
    def answering(self) -> "Answering":
        """When staff answer, and how many they can, as far as the operator has said."""
        from tickets.queue.expecting import Answering  # with all that a database needs
        from tickets.terms.hours_setting import read_hours

        hours = read_hours(self.working_hours, self.zone) if self.working_hours else None
        return Answering(self.zone, hours, self.overload)

    @property
    def database(self) -> str:
        """Address of the database."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.data / 'punkt.db').resolve()}"

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file, and so of one process."""
        return self.database.startswith("sqlite")

    @property
    def bucket(self) -> "Bucket | None":
        """The store that copies share, where there is one."""
        return self._bucket(brief=False)

    def _bucket(self, *, brief: bool) -> "Bucket | None":
        if self.store is None:
            return None
        from tickets.store.bucket import Access

        found = STORE.fullmatch(self.store)
        assert found, "it has been checked"
        key, secret = self.store_key, self.store_secret
        access = Access(
            bucket=found[1],
            prefix=(found[2] or "").strip("/"),
            endpoint=self.store_endpoint,
            region=self.store_region,
            key=key.get_secret_value() if key else None,
            secret=secret.get_secret_value() if secret else None,
        )
        return _opened(access, brief=brief)

    @property
    def attachments(self) -> Path:
        """Folder of the files that people and staff send."""
        return self.data / "attachments"

    @property
    def shelf(self) -> "Shelf":
        """Where those files lie: in the folder, or in the store that copies share."""
        from tickets.record.attachment import Shelf

        if (bucket := self._bucket(brief=True)) is None:
            return Shelf(self.attachments)
        from tickets.record.shared_shelf import SharedShelf

        return SharedShelf(self.attachments, bucket)

    @property
    def ledger(self) -> Path:
        """File of the erasures, for copies made before them."""
        return self.erased_ledger or self.data / "erased.ledger"

    @property
    def erased(self) -> "Ledger":
        """The ledger in that file, and in the store that copies share."""
        from tickets.erasure.ledger import Ledger

        return Ledger(self.ledger, self.bucket)

    @property
    def here(self) -> str:
        """Where this machine opens it, without a final slash; whoever listens on all addresses is on each of them."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def address(self) -> str:
        """Where people open Punkt in a browser, without a final slash."""
        return (self.public_url or self.here).rstrip("/")

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


@cache
def _opened(access: "Access", *, brief: bool) -> "Bucket":
    """One for all who use it: it keeps its connections."""
    from tickets.store.bucket import BRIEF, WHOLE, Bucket

    return Bucket(access, BRIEF if brief else WHOLE)
