"""The tables around a ticket: versions, clocks and their warnings, blocks, codes and proofs of addresses, erasures.

Revision 0002 follows 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

RUNNING = sa.text("met_at IS NULL AND dropped_at IS NULL")
IN_FORCE = sa.text("lifted_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("erased", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scrubbed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("keep_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(destroyed_at IS NULL) = (keep_until IS NULL)", name=op.f("ck_erasures_kept_since_destroyed")
        ),
        sa.CheckConstraint(
            "done_at IS NULL OR destroyed_at IS NOT NULL", name=op.f("ck_erasures_done_after_destroyed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "email_codes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("email_index", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tries BETWEEN 0 AND 3", name=op.f("ck_email_codes_tries_limited")),
        sa.CheckConstraint("used_at IS NULL OR tries > 0", name=op.f("ck_email_codes_used_by_a_try")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_email_codes_conversation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_codes")),
    )
    with op.batch_alter_table("email_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_email_codes_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_email_codes_email_index"), ["email_index"], unique=False)

    op.create_table(
        "proven_addresses",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("email_index", sa.String(), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_proven_addresses_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "email_index", name=op.f("pk_proven_addresses")),
    )
    op.create_table(
        "additions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version >= 2", name=op.f("ck_additions_the_first_is_the_ticket")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_additions_ticket_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_additions")),
        sa.UniqueConstraint("origin", name=op.f("uq_additions_origin")),
        sa.UniqueConstraint("ticket_id", "version", name=op.f("uq_additions_ticket_id_version")),
    )
    op.create_table(
        "blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint("(lifted_at IS NULL) = (outcome IS NULL)", name=op.f("ck_blocks_lifted_with_outcome")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_blocks_conversation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_blocks_ticket_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocks")),
    )
    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blocks_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(
            "uq_blocks_in_force", ["ticket_id"], unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE
        )

    op.create_table(
        "clocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(first_due_on IS NULL) = (extended_at IS NULL) AND (extended_at IS NULL) = (reason IS NULL) "
            "AND (extended_at IS NULL) = (notice_id IS NULL)",
            name=op.f("ck_clocks_extended_whole"),
        ),
        sa.CheckConstraint("first_due_on IS NULL OR due_on > first_due_on", name=op.f("ck_clocks_extended_later")),
        sa.CheckConstraint("met_at IS NULL OR dropped_at IS NULL", name=op.f("ck_clocks_met_or_dropped")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_clocks_ticket_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clocks")),
    )
    with op.batch_alter_table("clocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clocks_ticket_id"), ["ticket_id"], unique=False)
        batch_op.create_index(
            "uq_clocks_running", ["ticket_id", "period"], unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING
        )

    op.create_table(
        "warnings",
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mark IN ('half', 'two_days', 'day', 'overdue')", name=op.f("ck_warnings_mark_known")),
        sa.ForeignKeyConstraint(["clock_id"], ["clocks.id"], name=op.f("fk_warnings_clock_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("clock_id", "mark", "ends_at", name=op.f("pk_warnings")),
    )


def downgrade() -> None:
    for table in ("warnings", "clocks", "blocks", "additions", "proven_addresses", "email_codes", "erasures"):
        op.drop_table(table)
