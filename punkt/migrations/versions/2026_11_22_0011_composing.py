"""Replies that wait to be taken back, and canned ones.

Revision 0011 follows 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("canned_replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_canned_replies_owner"), ["owner"], unique=False)

    op.create_table(
        "pending_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("says", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("says IN ('answer', 'ask')", name=op.f("ck_pending_replies_says_known")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_pending_replies_ticket_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_replies")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("pending_replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pending_replies_ticket_id"), ["ticket_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pending_replies_leaves_at"), ["leaves_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("pending_replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pending_replies_leaves_at"))
        batch_op.drop_index(batch_op.f("ix_pending_replies_ticket_id"))

    op.drop_table("pending_replies")
    with op.batch_alter_table("canned_replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_canned_replies_owner"))

    op.drop_table("canned_replies")
