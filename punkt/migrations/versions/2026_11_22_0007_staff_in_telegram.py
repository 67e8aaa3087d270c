"""Telegram accounts of staff, what staff were asked in a room, and the board of the queue.

Revision 0007 follows 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("staff") as batch_op:
        batch_op.add_column(sa.Column("telegram_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("link_digest", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("link_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_unique_constraint(op.f("uq_staff_telegram_id"), ["telegram_id"])
        batch_op.create_unique_constraint(op.f("uq_staff_link_digest"), ["link_digest"])

    op.create_table(
        "prompts",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("spot", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_prompts_ticket_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("place", "spot", name=op.f("pk_prompts")),
    )
    with op.batch_alter_table("prompts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prompts_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "boards",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("spot", sa.String(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_boards")),
    )


def downgrade() -> None:
    op.drop_table("boards")
    with op.batch_alter_table("prompts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prompts_ticket_id"))

    op.drop_table("prompts")
    with op.batch_alter_table("staff") as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_staff_link_digest"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_staff_telegram_id"), type_="unique")
        batch_op.drop_column("link_until")
        batch_op.drop_column("link_digest")
        batch_op.drop_column("telegram_id")
