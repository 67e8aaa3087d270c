"""The record of an erasure names the files that go with it.

Revision 0008 follows 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("erasures") as batch_op:
        batch_op.add_column(sa.Column("files", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("erasures") as batch_op:
        batch_op.alter_column("files", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("erasures") as batch_op:
        batch_op.drop_column("files")
