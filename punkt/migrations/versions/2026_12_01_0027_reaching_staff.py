"""Browsers in which members want to hear that somebody waits, pages that they see, and morning letters.

Revision 0027 follows 0026.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "push_subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        *_text("email", "digest", "host"),
        sa.Column("endpoint", sa.Text(), nullable=False),
        *_text("public"),
        sa.Column("auth", sa.Text(), nullable=False),
        *_text("ours", "held_by", "device"),
        _moment("created_at"),
        _moment("seen_at"),
        _moment("told_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["email"], ["staff.email"], name=op.f("fk_push_subscriptions_email"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscriptions")),
        sa.UniqueConstraint("digest", name=op.f("uq_push_subscriptions_digest")),
    )
    op.create_index(op.f("ix_push_subscriptions_email"), "push_subscriptions", ["email"])
    op.create_index(op.f("ix_push_subscriptions_held_by"), "push_subscriptions", ["held_by"])

    op.create_table(
        "open_pages",
        *_text("id", "staff"),
        _moment("seen_at"),
        sa.ForeignKeyConstraint(["staff"], ["staff.email"], name=op.f("fk_open_pages_staff"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_pages")),
    )
    op.create_index(op.f("ix_open_pages_staff"), "open_pages", ["staff"])

    op.create_table(
        "morning_letters",
        *_text("email"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["email"], ["staff.email"], name=op.f("fk_morning_letters_email"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("email", "day", name=op.f("pk_morning_letters")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("morning", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_column("morning")
    op.drop_table("morning_letters")
    op.drop_table("open_pages")
    op.drop_table("push_subscriptions")
