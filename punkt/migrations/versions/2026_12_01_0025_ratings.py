"""Whether people were helped, until when they know when staff answer, and the words of a rating still to be told.

Revision 0025 follows 0024.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

STAGES = "'text', 'request', 'contact', 'consent', 'addition', 'reason'"
OF_TICKET = "'addition', 'reason'"


def upgrade() -> None:
    op.create_table(
        "ratings",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ratings_ticket_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ratings")),
    )
    op.create_index(op.f("ix_ratings_rated_at"), "ratings", ["rated_at"])
    op.add_column("conversations", sa.Column("told_until", sa.DateTime(timezone=True), nullable=True))
    _check_drafts(f"{STAGES}, 'comment'", f"{OF_TICKET}, 'comment'")


def downgrade() -> None:
    op.execute("DELETE FROM drafts WHERE stage = 'comment'")
    _check_drafts(STAGES, OF_TICKET)
    op.drop_column("conversations", "told_until")
    op.drop_table("ratings")


def _check_drafts(stages: str, of_ticket: str) -> None:
    with op.batch_alter_table("drafts") as batch_op:
        for name in ("stage_known", "number_of_ticket"):
            batch_op.drop_constraint(op.f(f"ck_drafts_{name}"), type_="check")
        batch_op.create_check_constraint(op.f("ck_drafts_stage_known"), f"stage IN ({stages})")
        batch_op.create_check_constraint(
            op.f("ck_drafts_number_of_ticket"), f"(stage IN ({of_ticket})) = (number IS NOT NULL)"
        )
