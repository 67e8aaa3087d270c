"""Where data of people lie among the tables of this package, and which tables tell nothing of anybody."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, case, cast, null, or_, select, tuple_

from tickets.audit.chain import AuditEnd
from tickets.audit.entry import AuditEntry
from tickets.erasure.destruction import Erasure
from tickets.erasure.holding import Holding, ShownColumn
from tickets.erasure.person import ERASED, Person
from tickets.post.copy import Copy
from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.post.room import MovedChat, Prompt, Room
from tickets.post.topics.to_person import DataErased
from tickets.queue.board import Board
from tickets.queue.canned import CannedReply
from tickets.queue.morning import MorningGiven
from tickets.queue.warning import Warned
from tickets.record.act_key import ActKey
from tickets.record.addition import Addition
from tickets.record.attachment import Attachment
from tickets.record.clock import Clock
from tickets.record.consent import Consent
from tickets.record.contact import ProvenAddress
from tickets.record.conversation import Conversation, StoredMessage
from tickets.record.draft import Draft
from tickets.record.labels import ACTORS, AUTHORS, HELPED, KINDS, OUTCOMES, STATUSES, STEPS, Name
from tickets.record.rating import Rating
from tickets.record.ticket import Ticket, TicketCounter, TicketEvent
from tickets.staff.member import StaffMember
from tickets.staff.presence import OpenPage, PresenceRow
from tickets.staff.session import SignIn, StaffSession
from tickets.staff.sighting import Sighting
from tickets.staff.subscription import PushSubscription
from tickets.staff.totp import RecoveryCode
from tickets.steps.blocking import Block
from tickets.steps.code import EmailCode
from tickets.steps.pending import PendingReply
from tickets.store.backups import BackupRow
from tickets.store.base import Base
from tickets.store.findable import TicketWord
from tickets.store.heartbeat import HeartbeatRow
from tickets.store.known_keys import KnownKey
from tickets.store.lease import LeaseRow


def _called(names: Mapping[Any, Name]) -> Callable[[Any], str]:
    return lambda value: names[value].ru if value else ""


def messages_of(person: Person) -> Select[str]:
    """Ids of the person's messages; for a condition of another query."""
    return select(StoredMessage.id).where(StoredMessage.conversation_id.in_(person.conversations))


def attachments_of(person: Person) -> ColumnElement[bool]:
    """Condition of the person's files."""
    return or_(Attachment.conversation_id.in_(person.conversations), Attachment.ticket_id.in_(person.tickets))


#: Whatever hangs on another row stands before it, so that it is counted before it goes with it.
HOLDINGS = (
    Holding(
        "присланные файлы",
        Attachment,
        of=attachments_of,
        shown=(
            ShownColumn("at", "когда"),
            ShownColumn("name", "имя файла"),
            ShownColumn("mime", "вид"),
            ShownColumn("size", "байт"),
            ShownColumn("sha256", "SHA-256"),
        ),
    ),
    Holding(
        "номера сообщений в мессенджере",
        Copy,
        of=lambda person: Copy.message_id.in_(messages_of(person)),
    ),
    Holding(
        # Which topic of the staff chat it was stays, so that the topic can be closed there.
        "карточки обращений для сотрудников",
        Room,
        filled=cast(Room.shown, Text) != "{}",
        sets={"shown": {}},
    ),
    Holding("незаконченные шаги сотрудников", Prompt),
    Holding("неотправленные ответы сотрудников", PendingReply),
    Holding("слова, по которым находят обращения", TicketWord),
    Holding(
        "сообщения переписки",
        StoredMessage,
        shown=(
            ShownColumn("at", "когда"),
            ShownColumn("author", "кто написал", _called(AUTHORS)),
            ShownColumn("text", "текст"),
        ),
    ),
    Holding(
        "обращения: текст, имя, почта, телефон, текст решения",
        Ticket,
        of=lambda person: Ticket.id.in_(person.tickets),
        sets={
            "text": "",
            **dict.fromkeys(("name", "email", "phone", "email_index", "phone_index", "outcome_text")),
            "origin": ERASED + Ticket.number,
            "origin_digest": "",
        },
        shown=(
            ShownColumn("number", "номер"),
            ShownColumn("kind", "вид", _called(KINDS)),
            ShownColumn("status", "состояние", _called(STATUSES)),
            ShownColumn("received_at", "получено"),
            ShownColumn("text", "ваши слова"),
            ShownColumn("name", "имя"),
            ShownColumn("email", "почта"),
            ShownColumn("phone", "телефон"),
            ShownColumn("edition", "редакция документа"),
            ShownColumn("due_on", "ответить до"),
            ShownColumn("basis", "основание срока"),
            ShownColumn("outcome", "чем кончилось", _called(OUTCOMES)),
            ShownColumn("outcome_text", "решение"),
            ShownColumn("norm", "норма"),
            ShownColumn("decided_at", "решено"),
            ShownColumn("closed_at", "закрыто"),
        ),
    ),
    Holding(
        "дополнения к обращениям",
        Addition,
        shown=(ShownColumn("at", "когда"), ShownColumn("version", "версия"), ShownColumn("text", "текст")),
    ),
    Holding(
        "оценки помощи",
        Rating,
        shown=(
            ShownColumn("rated_at", "когда"),
            ShownColumn("helped", "помогли", lambda helped: HELPED[helped].ru),
            ShownColumn("comment", "ваши слова"),
        ),
    ),
    Holding(
        "пояснения к шагам обращений",
        TicketEvent,
        filled=cast(TicketEvent.detail, Text) != "{}",
        sets={"detail": {}},
        shown=(
            ShownColumn("at", "когда"),
            ShownColumn("step", "шаг", _called(STEPS)),
            ShownColumn("actor", "кто", _called(ACTORS)),
            ShownColumn("to_status", "состояние", _called(STATUSES)),
        ),
    ),
    Holding(
        "причины продления сроков",
        Clock,
        filled=Clock.reason.is_not(None),
        sets={"reason": ""},
        shown=(
            ShownColumn("started_on", "начало срока"),
            ShownColumn("due_on", "последний день"),
            ShownColumn("basis", "основание"),
            ShownColumn("first_due_on", "до продления"),
            ShownColumn("reason", "причина продления"),
            ShownColumn("met_at", "выполнено"),
        ),
    ),
    Holding(
        "причины и итоги блокировки",
        Block,
        sets={"reason": "", "outcome": case((Block.outcome.is_(None), null()), else_="")},
        shown=(
            ShownColumn("since", "заблокировано"),
            ShownColumn("reason", "причина"),
            ShownColumn("lifted_at", "снято"),
            ShownColumn("outcome", "итог проверки"),
        ),
    ),
    Holding(
        # The words agreed to, when and where prove that the processing was lawful (152-ФЗ ст. 9 ч. 3). Nothing in the
        # row is of the person; whose consent it was is forgotten with the ticket.
        "согласия",
        Consent,
        sets={},
        shown=(
            ShownColumn("given_at", "дано"),
            ShownColumn("channel", "где"),
            ShownColumn("text", "текст"),
            ShownColumn("edition", "редакция документа"),
            ShownColumn("withdrawn_at", "отозвано"),
        ),
    ),
    Holding(
        "незаконченные обращения",
        Draft,
        shown=(
            ShownColumn("begun_at", "начато"),
            ShownColumn("kind", "вид", _called(KINDS)),
            ShownColumn("text", "ваши слова"),
            ShownColumn("name", "имя"),
            ShownColumn("email", "почта"),
            ShownColumn("phone", "телефон"),
        ),
    ),
    Holding(
        "подтверждённые адреса почты",
        ProvenAddress,
        shown=(ShownColumn("proven_at", "подтверждён"),),
    ),
    Holding(
        "одноразовые коды подтверждения почты",
        EmailCode,
        shown=(ShownColumn("created_at", "выслан"), ShownColumn("used_at", "введён")),
    ),
    Holding(
        "уведомления",
        OutboxRow,
        of=lambda person: OutboxRow.lane.in_(person.conversations) & (OutboxRow.topic != DataErased.stored_as),
        shown=(
            ShownColumn("created_at", "когда"),
            ShownColumn("channel", "где"),
            ShownColumn("delivered_at", "доставлено"),
        ),
    ),
    Holding(
        "принятые сообщения мессенджера",
        InboxRow,
        of=lambda person: tuple_(InboxRow.channel, InboxRow.lane).in_(person.lanes),
        # The channel's number of the update stays, so that it is not taken for a new one when it comes again; and what
        # was not handled yet is not to be: its words are gone.
        sets={
            "payload": {},
            "lane": "",
            "error": None,
            "handled_at": case((InboxRow.handled_at.is_(None), InboxRow.received_at), else_=InboxRow.handled_at),
        },
        shown=(ShownColumn("received_at", "когда"), ShownColumn("channel", "где")),
    ),
    Holding(
        "адрес переписки в мессенджере",
        Conversation,
        of=lambda person: Conversation.id.in_(person.conversations),
        filled=Conversation.origin.not_like(f"{ERASED}%"),
        sets={"origin": ERASED + Conversation.id, "thread": None, "told_until": None},
        shown=(
            ShownColumn("created_at", "начата"),
            ShownColumn("channel", "где"),
            ShownColumn("origin", "номер"),
            ShownColumn("language", "язык"),
        ),
    ),
)

#: Tables without data of the people who ask, each with why.
TELL_NOTHING: Mapping[type[Base], str] = {
    TicketCounter: "only how many numbers were given in a year",
    Warned: "only which clock was warned of when",
    Board: "only how many tickets stand where, and numbers",
    MovedChat: "only numbers of groups of the operator's staff",
    CannedReply: "texts for answers to anybody, before a name or a number is filled in",
    StaffMember: "the operator's own staff, whose data rest on their contracts",
    PresenceRow: "which of the operator's own staff looks at what",
    Sighting: "how far the operator's own staff have read what",
    OpenPage: "that one of the operator's own staff sees a page of the console",
    PushSubscription: "in which browsers the operator's own staff want to hear that somebody waits",
    MorningGiven: "on which day the operator's own staff were written to",
    StaffSession: "where the operator's own staff are signed in",
    SignIn: "when and from where the operator's own staff signed in",
    ActKey: "random keys of forms and numbers of updates by which the operator's own staff acted, and keyed hashes",
    AuditEntry: "what the operator's own staff did, with numbers of tickets, which stay after an erasure anyway",
    AuditEnd: "only a place and a digest of that log",
    LeaseRow: "only which of our processes does what at a time",
    HeartbeatRow: "only which of our processes live, and what fails there by classes of errors",
    BackupRow: "only when copies were made",
    KnownKey: "only fingerprints of the installation's keys",
    RecoveryCode: "digests of codes of the operator's own staff",
    Erasure: "keyed hashes in the place of what was destroyed; kept by order № 179, п. 8",
}
