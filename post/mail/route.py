"""The route: which mail server takes our letters, and how it is spoken to."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

PORTS = {"smtps": 465, "smtp": 25}
SUBMISSION = 587  #: of smtp:// with a password


class MailRefused(Exception):
    """Mail cannot be sent with these settings; the message says in Russian what to put right, and holds no password."""


@dataclass(frozen=True, slots=True)
class Route:
    """A mail server; with `tls` encrypted from the first byte, otherwise as `start_tls` says."""

    host: str
    port: int
    tls: bool
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    @property
    def is_local(self) -> bool:
        """Whether nothing leaves this machine: then TLS needs no certificate that a stranger would believe."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def start_tls(self) -> bool | None:
        """False: not at all. True: a server that does not offer it gets nothing. None: where it is offered."""
        if self.tls:
            return False
        return True if self.password is not None and not self.is_local else None


def route_of(url: str) -> Route:
    """The route that PUNKT_SMTP_URL names: smtp://user:password@host:port or smtps://…; raises MailRefused."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        (parts.hostname or "").encode("idna")
    except ValueError:  # a UnicodeError is one
        raise _unreadable() from None
    if parts.scheme not in PORTS or not _is_bare(parts):
        raise _unreadable()
    if (parts.username is None) != (parts.password is None):
        raise MailRefused("В PUNKT_SMTP_URL нужны и имя, и пароль, либо ни того, ни другого.")
    assert parts.hostname is not None
    tls = parts.scheme == "smtps"
    usual = SUBMISSION if parts.password is not None and not tls else PORTS[parts.scheme]
    return Route(
        host=parts.hostname,
        port=port or usual,
        tls=tls,
        user=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else unquote(parts.password),
    )


def _is_bare(parts: SplitResult) -> bool:
    """A host and nothing behind it: an option that we do not know must not be dropped in silence."""
    host = parts.hostname or ""
    return bool(host) and not any(sign.isspace() for sign in host) and parts[2:] in {("", "", ""), ("/", "", "")}


def _unreadable() -> MailRefused:
    return MailRefused(
        "Адрес в PUNKT_SMTP_URL не разобрать: нужен вид smtp://имя:пароль@узел:587 или smtps://имя:пароль@узел:465, "
        "особые знаки имени и пароля пишутся как %40."
    )
