"""Whose turn it is on each ticket, with an index by which whoever waits for staff is found, and who has seen what.

Revision 0024 follows 0023.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

OPEN = "status IN ('checking', 'new', 'taken', 'waiting')"
#: In order. 0: of staff and before others; 1: of staff; 2: of the person.
SETTLE = (
    """
    UPDATE tickets SET words_at = received_at, turn_since = received_at, turn = CASE
        WHEN status NOT IN ('checking', 'new', 'taken', 'waiting') OR erased_at IS NOT NULL THEN 2
        WHEN kind = 'human' THEN 0 ELSE 1 END
    """,
    """
    UPDATE tickets SET words_at = (SELECT max(at) FROM additions WHERE ticket_id = tickets.id)
    WHERE turn < 2 AND EXISTS (SELECT 1 FROM additions WHERE ticket_id = tickets.id AND at > words_at)
    """,
    """
    UPDATE tickets SET words_at = (SELECT max(at) FROM ticket_events WHERE ticket_id = tickets.id
        AND actor = 'user' AND step IN ('add', 'complain', 'reply', 'reopen', 'withdraw_consent'))
    WHERE turn < 2 AND EXISTS (SELECT 1 FROM ticket_events WHERE ticket_id = tickets.id AND at > words_at
        AND actor = 'user' AND step IN ('add', 'complain', 'reply', 'reopen', 'withdraw_consent'))
    """,
    # Whoever writes before a ticket is taken talks to the bot, unless they have called for a person.
    """
    UPDATE tickets SET words_at = (
        SELECT max(at) FROM messages WHERE conversation_id = tickets.conversation_id AND author = 'user')
    WHERE turn < 2 AND (status <> 'new' OR kind = 'human') AND EXISTS (
        SELECT 1 FROM messages WHERE conversation_id = tickets.conversation_id AND author = 'user' AND at > words_at)
    """,
    "UPDATE tickets SET turn = 0 WHERE turn = 1 AND words_at > received_at",
    # Who has said something after staff had spoken waits since then.
    """
    UPDATE tickets SET turn_since = words_at WHERE turn < 2 AND EXISTS (SELECT 1 FROM ticket_events
        WHERE ticket_id = tickets.id AND step IN ('answer', 'ask', 'resolve', 'refuse') AND at < words_at)
    """,
    """
    UPDATE tickets SET turn = 2, turn_since = (SELECT max(at) FROM ticket_events
        WHERE ticket_id = tickets.id AND step IN ('answer', 'ask', 'resolve', 'refuse'))
    WHERE turn < 2 AND status <> 'new' AND EXISTS (SELECT 1 FROM ticket_events
        WHERE ticket_id = tickets.id AND step IN ('answer', 'ask', 'resolve', 'refuse') AND at >= words_at)
    """,
    # Who was asked who they are.
    """
    UPDATE tickets SET turn = 2, turn_since = stirred_at
    WHERE turn < 2 AND status = 'checking' AND stirred_at >= words_at
    """,
    # Whoever is in charge and did something has seen what there was.
    """
    INSERT INTO sightings (ticket_id, staff, upto) SELECT tickets.id, staff.email, stirred_at
    FROM tickets JOIN staff ON staff.email = tickets.assignee
    WHERE status IN ('checking', 'taken', 'waiting') AND stirred_at IS NOT NULL
    """,
)


def upgrade() -> None:
    zone = "" if op.get_bind().dialect.name == "sqlite" else "+00"
    # By the database itself, not by a copy of the table: that would leave its trigger behind.
    op.add_column("tickets", sa.Column("turn", sa.SmallInteger(), nullable=False, server_default="1"))
    for name in ("turn_since", "words_at"):
        moment = sa.Column(
            name, sa.DateTime(timezone=True), nullable=False, server_default=f"1970-01-01 00:00:00.000000{zone}"
        )
        op.add_column("tickets", moment)
    op.create_table(
        "sightings",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("upto", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_sightings_ticket_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff"], ["staff.email"], name=op.f("fk_sightings_staff"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ticket_id", "staff", name=op.f("pk_sightings")),
    )
    for statement in SETTLE:
        op.execute(statement)
    where = sa.text(OPEN)
    columns = ["turn", "turn_since", "id"]
    op.create_index("ix_tickets_turn", "tickets", columns, sqlite_where=where, postgresql_where=where)
    op.create_index("ix_tickets_words_at_id", "tickets", ["words_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_tickets_words_at_id", "tickets")
    op.drop_index("ix_tickets_turn", "tickets")
    op.drop_table("sightings")
    for name in ("words_at", "turn_since", "turn"):
        op.drop_column("tickets", name)
