"""The schema of the database: every table known here, brought up to date by the migrations."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from desk.journal import Question
from tickets.attachment import Attachment
from tickets.board import Board
from tickets.canned import CannedReply
from tickets.clock import Clock
from tickets.code import EmailCode
from tickets.consent import Consent
from tickets.conversation import Conversation, StoredMessage
from tickets.database import Database
from tickets.draft import Draft
from tickets.erasure.destruction import Erasure
from tickets.findable import TicketWord
from tickets.identity import ProvenAddress
from tickets.pending import PendingReply
from tickets.post.copy import Copy
from tickets.post.inbox import InboxRow
from tickets.post.moved_chat import MovedChat
from tickets.post.outbox import OutboxRow
from tickets.post.prompt import Prompt
from tickets.post.room import Room
from tickets.staff.member import StaffMember
from tickets.staff.presence import PresenceRow
from tickets.staff.recovery import RecoveryCode
from tickets.staff.session import StaffSession
from tickets.staff.sign_in_log import SignIn
from tickets.steps.blocking import Block
from tickets.ticket import Addition, Ticket, TicketCounter, TicketEvent
from tickets.warning import Warned

#: Every table; one that is missing here would be missing in the database.
TABLES = (
    Conversation,
    StoredMessage,
    Ticket,
    TicketEvent,
    TicketCounter,
    Addition,
    Clock,
    Warned,
    Block,
    Consent,
    ProvenAddress,
    EmailCode,
    Attachment,
    Room,
    Copy,
    Prompt,
    Board,
    MovedChat,
    Erasure,
    Draft,
    InboxRow,
    OutboxRow,
    StaffMember,
    PresenceRow,
    TicketWord,
    StaffSession,
    SignIn,
    RecoveryCode,
    CannedReply,
    PendingReply,
    Question,
)
METADATA = Conversation.metadata


def alembic_config() -> Config:
    """Alembic's settings; there is no ini file, the address comes from our own settings."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


async def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to a revision; a step that was cut off is done again, since each is one transaction."""
    await _run(database, lambda config: command.upgrade(config, revision))


async def downgrade(database: Database, revision: str) -> None:
    """Go back to an older revision."""
    await _run(database, lambda config: command.downgrade(config, revision))


async def is_current(database: Database) -> bool:
    """Whether nothing is left to migrate."""

    def compare(connection: Connection) -> bool:
        head = ScriptDirectory.from_config(alembic_config()).get_current_head()
        return MigrationContext.configure(connection).get_current_revision() == head

    async with database.engine.connect() as connection:
        return await connection.run_sync(compare)


async def _run(database: Database, step: Callable[[Config], None]) -> None:
    def with_connection(connection: Connection) -> None:
        config = alembic_config()
        config.attributes.update(connection=connection, vault=database.vault)
        step(config)

    async with database.migrating() as connection:
        await connection.run_sync(with_connection)
