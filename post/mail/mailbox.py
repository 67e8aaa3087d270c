"""Mailboxes: addresses checked and spelled as SMTP wants them, without asking the network."""

import re
from dataclasses import dataclass
from email.headerregistry import Address

from email_validator import EmailNotValidError, validate_email

from post.mail.route import MailRefused
from tickets.post.outbox import Undeliverable
from tickets.record.address import read_email

_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]+)>")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address; its domain is in ASCII (punycode), and so is what stands before it unless SMTPUTF8 is needed."""

    local: str
    domain: str
    name: str = ""

    @property
    def address(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def header(self) -> Address:
        """For the headers of a letter."""
        return Address(self.name, self.local, self.domain)


def sender_of(mail_from: str | None) -> Mailbox:
    """The mailbox that PUNKT_MAIL_FROM names: «Имя <адрес>» or an address alone; raises MailRefused."""
    if not mail_from:
        raise MailRefused("С PUNKT_SMTP_URL нужен и PUNKT_MAIL_FROM: от кого письма, вида «Пункт <help@example.org>».")
    named = _NAMED.fullmatch(mail_from.strip())
    name, address = (named["name"], named["address"]) if named else ("", mail_from)
    try:
        checked = validate_email(read_email(address), check_deliverability=False, allow_smtputf8=False)
        if not name.isprintable():
            raise ValueError
    except ValueError:  # WrongEmail and EmailNotValidError are
        raise MailRefused(
            "В PUNKT_MAIL_FROM не адрес почты: нужен вид help@example.org или «Пункт <help@example.org>»."
        ) from None
    return Mailbox(checked.local_part, checked.ascii_domain, name.strip().strip('"').replace('\\"', '"'))


def recipient_of(address: object) -> Mailbox:
    """Whom a parcel is for; raises Undeliverable, which does not repeat the address."""
    try:
        checked = validate_email(str(address).strip(), check_deliverability=False)
    except EmailNotValidError:
        raise Undeliverable("there is no address that mail could go to") from None
    return Mailbox(checked.local_part, checked.ascii_domain)
