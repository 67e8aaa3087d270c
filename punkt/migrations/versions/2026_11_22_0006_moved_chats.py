"""Chats that got a new name from their channel.

Revision 0006 follows 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "moved_chats",
        sa.Column("old", sa.String(), nullable=False),
        sa.Column("new", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("old", name=op.f("pk_moved_chats")),
    )


def downgrade() -> None:
    op.drop_table("moved_chats")
