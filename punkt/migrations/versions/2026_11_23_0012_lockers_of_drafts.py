"""What drafts tell may lie in Redis.

Revision 0012 follows 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

CHECK = "ck_drafts_text_before_consent"


def upgrade() -> None:
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.add_column(sa.Column("locker", sa.Text(), nullable=True))
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.create_check_constraint(op.f(CHECK), "stage <> 'consent' OR text IS NOT NULL OR locker IS NOT NULL")


def downgrade() -> None:
    op.execute("DELETE FROM drafts WHERE locker IS NOT NULL")  # the version before finds no word of them
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.create_check_constraint(op.f(CHECK), "stage <> 'consent' OR text IS NOT NULL")
        batch_op.drop_column("locker")
