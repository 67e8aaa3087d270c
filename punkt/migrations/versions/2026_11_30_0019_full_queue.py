"""A place in the queue for each ticket, and indexes with which a full queue is as quick as a short one.

Revision 0019 follows 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

LISTS = {
    "queue": ("status IN ('checking', 'new', 'taken', 'waiting')", ["pressing_at", "id"]),
    "held": ("status IN ('checking', 'new', 'taken', 'waiting')", ["assignee", "pressing_at", "id"]),
    "waiting": ("status IN ('checking', 'waiting')", ["pressing_at", "id"]),
    "ended": ("status IN ('closed', 'refused', 'resolved')", ["id"]),
}
UNDELIVERED = "delivered_at IS NULL"
PRESSING = """
    UPDATE tickets SET pressing_at = coalesce(
        (SELECT min(ends_at) FROM clocks WHERE ticket_id = tickets.id AND met_at IS NULL AND dropped_at IS NULL),
        CASE WHEN due_on IS NULL THEN pressing_at ELSE '9000-01-01 00:00:00.000000{zone}' END)
"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    zone = "" if sqlite else "+00"
    # By the database itself, not by a copy of the table: that would leave its trigger behind.
    pressing = sa.Column(
        "pressing_at",
        sa.DateTime(timezone=True),
        nullable=False,
        server_default=f"1970-01-01 00:00:00.000000{zone}",
    )
    op.add_column("tickets", pressing)
    op.execute(PRESSING.format(zone=zone))
    for name, (condition, columns) in LISTS.items():
        where = sa.text(condition)
        op.create_index(f"ix_tickets_{name}", "tickets", columns, sqlite_where=where, postgresql_where=where)

    op.drop_index("ix_outbox_open", "outbox")
    where = sa.text(UNDELIVERED)
    op.create_index("ix_outbox_open", "outbox", ["channel", "lane", "id"], sqlite_where=where, postgresql_where=where)

    op.drop_index("ix_ticket_words_ticket_id", "ticket_words")
    op.create_index("ix_ticket_words_ticket_id_word", "ticket_words", ["ticket_id", "word"])


def downgrade() -> None:
    op.drop_index("ix_ticket_words_ticket_id_word", "ticket_words")
    op.create_index("ix_ticket_words_ticket_id", "ticket_words", ["ticket_id"])

    op.drop_index("ix_outbox_open", "outbox")
    op.create_index("ix_outbox_open", "outbox", ["channel", "lane", "id"])

    for name in LISTS:
        op.drop_index(f"ix_tickets_{name}", "tickets")
    op.drop_column("tickets", "pressing_at")
