"""A failure that an operator can mend: one sentence, no trace."""


class Failure(Exception):
    """The message says in Russian what is wrong and what to do."""


class DataFolderUnwritable(Failure):
    def __init__(self, folder: object) -> None:
        super().__init__(f"В папку данных {folder} нельзя писать: дайте права или укажите другую в PUNKT_DATA.")


class PortTaken(Failure):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Адрес {host}:{port} занят или недоступен: остановите другую программу или укажите PUNKT_PORT."
        )


class DatabaseUnreachable(Failure):
    def __init__(self, reason: str) -> None:
        super().__init__(f"База данных не отвечает ({reason}): проверьте PUNKT_DATABASE_URL и что сервер запущен.")


class LoopEnded(Failure):
    def __init__(self) -> None:
        super().__init__("Фоновая работа остановилась, и программа тоже. Это наша ошибка: причина записана в журнале.")


def known_failures() -> tuple[type[Exception], ...]:
    """The failures that every command may meet; each message is a sentence for the operator."""
    from api.http.headers import OriginNotExact
    from api.http.limits import RateNotUnderstood
    from api.visitor import SiteSecretTooShort
    from bot.telegram import TelegramRefused, TelegramSilent
    from index.bank import BankError
    from index.document.parser import DocumentBinary, DocumentEmpty, DocumentGarbled, DocumentMissing
    from index.folder import IndexFolderError
    from index.measuring.examples import EvaluationError
    from index.model import ModelError
    from index.policy import PolicyError
    from post.mail.route import MailRefused
    from post.mail.smtp_faults import MailSilent
    from post.webhook.opening import WebhookRefused
    from tickets.store.locker import LockersAway
    from tickets.store.vault import KeyMissing
    from tickets.terms.periods import PeriodsBroken

    texts = (DocumentMissing, DocumentEmpty, DocumentBinary, DocumentGarbled)
    documents = (PolicyError, BankError, EvaluationError)
    edges = (OriginNotExact, RateNotUnderstood, SiteSecretTooShort, TelegramRefused, TelegramSilent)
    senders = (MailRefused, MailSilent, WebhookRefused)
    kept = (LockersAway, KeyMissing, PeriodsBroken)
    return (Failure, *kept, *texts, *documents, IndexFolderError, ModelError, *edges, *senders)
