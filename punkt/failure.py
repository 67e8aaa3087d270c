"""A failure that an operator can mend: one sentence, no trace."""

import sys
from collections.abc import Mapping, Sequence


class Failure(Exception):
    """The message says in Russian what is wrong and what to do."""


class DataFolderUnwritable(Failure):
    def __init__(self, folder: object) -> None:
        super().__init__(f"В папку данных {folder} нельзя писать: дайте права или укажите другую в PUNKT_DATA.")


class PortTaken(Failure):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Порт {port} на {host} занят другой программой: остановите её или укажите свободный порт в PUNKT_PORT."
        )


class PortForbidden(Failure):
    def __init__(self, port: int) -> None:
        super().__init__(f"Порт {port} занимать нельзя: укажите в PUNKT_PORT другой, от 1024 до 65535.")


class NoSuchAddress(Failure):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Порт {port} не открыть: у этой машины нет адреса {host}. Укажите в PUNKT_HOST её адрес, 127.0.0.1 или "
            "0.0.0.0 (все адреса)."
        )


class DatabaseUnreachable(Failure):
    def __init__(self, reason: str) -> None:
        super().__init__(f"База данных не отвечает ({reason}): проверьте PUNKT_DATABASE_URL и что сервер запущен.")


class LoopEnded(Failure):
    def __init__(self) -> None:
        super().__init__("Фоновая работа остановилась, и программа тоже. Это наша ошибка: причина записана в журнале.")


#: What else every command may meet, by module; each message is a sentence for the operator.
ELSEWHERE: Mapping[str, Sequence[str]] = {
    "api.http.headers": ["OriginNotExact"],
    "api.http.limits": ["RateNotUnderstood"],
    "api.visitor": ["SiteSecretTooShort"],
    "bot.telegram": ["TelegramRefused", "TelegramSilent"],
    "index.bank": ["BankError"],
    "index.cold.linking": ["LinksError"],
    "index.document.parser": ["DocumentBinary", "DocumentEmpty", "DocumentGarbled", "DocumentMissing"],
    "index.folder": ["IndexFolderError"],
    "index.measuring.examples": ["EvaluationError"],
    "index.model": ["ModelError"],
    "index.policy": ["PolicyError"],
    "post.mail.route": ["MailRefused"],
    "post.mail.smtp_faults": ["MailSilent"],
    "post.webhook.opening": ["WebhookRefused"],
    "tickets.record.attachment": ["ShelfSilent"],
    "tickets.store.locker": ["LockersAway"],
    "tickets.store.vault": ["KeyMissing"],
    "tickets.terms.periods": ["PeriodsBroken"],
}


def known_failures() -> tuple[type[Exception], ...]:
    """All that can have been raised: what is not loaded was not, and to load it would take seconds."""
    loaded = ((sys.modules.get(name), classes) for name, classes in ELSEWHERE.items())
    found = (getattr(module, name, None) for module, names in loaded if module for name in names)
    return (Failure, *filter(None, found))
