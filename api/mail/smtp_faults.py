"""Outcomes: the table that turns what a mail server refuses into our words.

What a server says often repeats the address, so only its codes are kept (RFC 5321, RFC 3463).
"""

import re
import ssl
from collections.abc import Container
from enum import Enum, auto

from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from api.mail.route import MailRefused
from tickets.post.outbox import Undeliverable

TEMPORARY = range(400, 500)
PERMANENT = range(500, 600)
LET_IN = frozenset({530, 534, 535, 538})  #: at whatever step: first log in, or encrypt
TOO_LARGE = frozenset({552})

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")


class MailSilent(Exception):
    """The mail server takes nothing now; it may later. The message says so in Russian and names nobody."""


class Verdict(Enum):
    """What a fault means for the letter."""

    LATER = auto()  #: it may pass by itself
    NEVER = auto()  #: the same letter would be refused for ever
    LOGIN = auto()  #: the operator's: name and password
    SENDER = auto()  #: the operator's: the address letters come from
    SERVER = auto()  #: the operator's: this server, or this way to it
    TLS = auto()  #: the operator's: certificate or port


#: The first row whose class and code fit the fault; None is any code, or none at all.
_VERDICTS: tuple[tuple[type[Exception], Container[int] | None, Verdict], ...] = (
    (SMTPNotSupported, None, Verdict.NEVER),  # an address in UTF-8 at a server without SMTPUTF8
    (SMTPResponseException, TEMPORARY, Verdict.LATER),
    (SMTPResponseException, LET_IN, Verdict.LOGIN),
    (SMTPAuthenticationError, PERMANENT, Verdict.LOGIN),
    (SMTPRecipientRefused, PERMANENT, Verdict.NEVER),
    (SMTPDataError, PERMANENT, Verdict.NEVER),
    (SMTPSenderRefused, TOO_LARGE, Verdict.NEVER),
    (SMTPSenderRefused, PERMANENT, Verdict.SENDER),
    (SMTPResponseException, PERMANENT, Verdict.SERVER),
    (SMTPResponseException, None, Verdict.LATER),  # an answer that is no SMTP
    (ssl.SSLEOFError, None, Verdict.LATER),
    (ssl.SSLError, None, Verdict.TLS),
    (OSError, None, Verdict.LATER),  # cut, refused, unknown, too slow
    (SMTPException, None, Verdict.SERVER),  # it offers no TLS, or no way to log in
)


#: What the operator reads, by verdict.
_COMPLAINTS = {
    Verdict.LOGIN: "Почтовый сервер не пускает (код {code}): проверьте имя и пароль в PUNKT_SMTP_URL.",
    Verdict.SENDER: "Почтовый сервер не принимает писем от адреса из PUNKT_MAIL_FROM (код {code}): укажите другой "
    "или разрешите его на сервере.",
    Verdict.SERVER: "Почтовый сервер с нами не работает ({reason}): проверьте узел, порт и вид адреса в PUNKT_SMTP_URL "
    "(smtps://…:465 или smtp://…:587); без шифрования пароль никуда не отправляется.",
    Verdict.TLS: "Защищённое соединение с почтовым сервером не установлено ({reason}): проверьте узел, порт и вид "
    "адреса в PUNKT_SMTP_URL; сертификат своего центра можно указать в SSL_CERT_FILE.",
}


def error_of(fault: SMTPException | OSError) -> MailSilent | MailRefused | Undeliverable:
    """The error to raise for what a conversation with the mail server ended in."""
    fault = _innermost(fault)
    code = fault.code if isinstance(fault, SMTPResponseException) else None
    match _verdict(fault, code):
        case Verdict.NEVER:
            return Undeliverable(f"the mail server refuses the letter: {_codes(fault, code)}")
        case Verdict.LATER if code in TEMPORARY:
            return MailSilent(f"Почтовый сервер просит попробовать позже (код {code}).")
        case Verdict.LATER:
            reason = fault.__cause__ if isinstance(fault.__cause__, OSError) else fault
            return MailSilent(
                f"Почтовый сервер не отвечает ({type(reason).__name__}): проверьте сеть и PUNKT_SMTP_URL."
            )
        case verdict:
            return MailRefused(_COMPLAINTS[verdict].format(code=code, reason=_reason(fault)))


def _verdict(fault: Exception, code: int | None) -> Verdict:
    for kind, codes, verdict in _VERDICTS:
        if isinstance(fault, kind) and (codes is None or code in codes):
            return verdict
    return Verdict.LATER


def _innermost(fault: SMTPException | OSError) -> SMTPException | OSError:
    if isinstance(fault, SMTPRecipientsRefused):
        return fault.recipients[0]  # a letter has one
    return fault.__cause__ if isinstance(fault.__cause__, ssl.SSLError) else fault


def _codes(fault: SMTPException | OSError, code: int | None) -> str:
    if code is None:
        return "it does not take addresses in UTF-8"
    enhanced = _ENHANCED.match(str(getattr(fault, "message", "")))
    return f"{code} {enhanced[0]}" if enhanced else str(code)


def _reason(fault: SMTPException | OSError) -> str:
    match fault:
        case ssl.SSLCertVerificationError():
            return fault.verify_message
        case ssl.SSLError():
            return fault.reason or type(fault).__name__
        case SMTPResponseException():
            return f"код {fault.code}"
        case _:
            return "нет шифрования или входа по паролю"
