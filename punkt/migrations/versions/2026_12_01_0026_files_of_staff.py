"""Files that wait to leave with a reply of staff.

Revision 0026 follows 0025.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pending_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_attachments_pending_id"), ["pending_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_attachments_pending_id"), "pending_replies", ["pending_id"], ["id"], ondelete="CASCADE"
        )


def downgrade() -> None:
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_attachments_pending_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_attachments_pending_id"))
        batch_op.drop_column("pending_id")
