"""The record of an erasure holds what is to be entered in the ledger.

Revision 0018 follows 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    with op.batch_alter_table("erasures") as batch_op:
        batch_op.add_column(sa.Column("marks", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("erasures") as batch_op:
        batch_op.alter_column("marks", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("erasures") as batch_op:
        batch_op.drop_column("marks")
