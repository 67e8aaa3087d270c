"""A wish: what a person asks to have done, as an edge hands it in, and the consent to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.policy import Policy
from russian.cases import Case
from russian.operators import operator_in
from russian.words import plain
from tickets.record.contact import Contact
from tickets.record.ticket import Identity, Request, TicketKind
from tickets.steps import blocking

#: Words that say that data are used against the law (clause 6.2.4 of the policy), for what is not a request itself.
_UNLAWFUL = (
    "утек", "утечк", "слил", "слива", "разгласи", "передали треть", "продали", "незаконн", "неправомерн",
    "без (моего )?(соглас|разрешен|спрос)", "не давал.? соглас", "взлом", "leak", "without my consent", "unlawful",
)  # fmt: skip


class ConsentMissing(ValueError):
    """A ticket that keeps personal data needs a consent, and none was given."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Becomes one ticket, however often it is handed in under the same `origin`."""

    conversation: str  #: our id of the conversation
    channel: str
    origin: str  #: the act that asks, unique over all channels: "telegram:<chat>:<message>", "web:<key>"
    kind: TicketKind
    text: str
    contact: Contact
    consent: bool
    #: Of a deletion; where the person chose none, they are read from the text, and none means that nobody knows.
    requests: tuple[Request, ...] = ()
    identity: Identity | None = None  #: how the edge knows who this is
    #: Id of the document that it is about, as its person says; `desk.claiming.NOT_KNOWN` where they do not know.
    #: A consent is to the words of this one.
    document: str | None = None
    begins: bool = False  #: the same act has just begun the conversation, in this transaction


def consent_text(policy: Policy) -> str:
    """The words to agree to for one purpose, which are stored as they were shown.

    They stand apart from everything else and are never ticked beforehand.
    """
    return (
        f"Я даю {operator_in(policy.operator, Case.DATIVE)} согласие на обработку имени и контактов, которые указываю "
        "в этом обращении, его текста и приложенных к нему файлов с единственной целью: рассмотреть обращение и "
        "ответить на него. "
        "Согласие действует до ответа на обращение и истечения срока его хранения; "
        f"отозвать его можно в любой момент здесь же или письмом на {policy.contact}."
    )


def reason_to_block(kind: TicketKind, requests: Sequence[Request], text: str) -> str | None:
    """Why the data must be blocked from the moment of the appeal (152-ФЗ ст. 21 ч. 1), or None."""
    if (reason := blocking.reason_to_block(requests)) is not None:
        return reason
    unnamed = kind is TicketKind.CLAIM or (kind is TicketKind.DELETION and not requests)
    if unnamed and re.search("|".join(_UNLAWFUL), plain(text)):
        return "заявлены неправомерные действия с данными"
    return None
