"""Roles, second factors and sessions of staff.

Revision 0009 follows 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    role = sa.Enum("agent", "lead", "admin", name="role", native_enum=False, length=16)
    with op.batch_alter_table("staff") as batch_op:
        batch_op.add_column(sa.Column("role", role, nullable=False, server_default="agent"))
        batch_op.add_column(sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("totp_secret", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("totp_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("totp_step", sa.BigInteger(), nullable=True))
    # Somebody must be able to say who the others are: whoever was here first.
    op.execute(
        "UPDATE staff SET role = 'admin' WHERE email = (SELECT email FROM staff ORDER BY added_at, email LIMIT 1)"
    )
    with op.batch_alter_table("staff") as batch_op:
        batch_op.alter_column("role", server_default=None)
        batch_op.create_check_constraint(op.f("ck_staff_role"), "role IN ('agent', 'lead', 'admin')")
        batch_op.create_check_constraint(op.f("ck_staff_totp_secret"), "totp_since IS NULL OR totp_secret IS NOT NULL")

    op.create_table(
        "staff_sessions",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("half", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["email"], ["staff.email"], name=op.f("fk_staff_sessions_email"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_staff_sessions")),
    )
    with op.batch_alter_table("staff_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_sessions_email"), ["email"], unique=False)

    op.create_table(
        "recovery_codes",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["email"], ["staff.email"], name=op.f("fk_recovery_codes_email"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery_codes")),
    )
    with op.batch_alter_table("recovery_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_codes_email"), ["email"], unique=False)


def downgrade() -> None:
    for table in ("recovery_codes", "staff_sessions"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{table}_email"))

        op.drop_table(table)
    with op.batch_alter_table("staff") as batch_op:
        batch_op.drop_constraint(op.f("ck_staff_totp_secret"), type_="check")
        batch_op.drop_constraint(op.f("ck_staff_role"), type_="check")
        for column in ("totp_step", "totp_since", "totp_secret", "disabled_at", "role"):
            batch_op.drop_column(column)
