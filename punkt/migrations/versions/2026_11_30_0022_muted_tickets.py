"""Tickets on which the bot gives no clauses while staff answer.

Revision 0022 follows 0021.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    # By the database itself, not by a copy of the table: that would leave its trigger behind.
    op.add_column("tickets", sa.Column("muted", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("tickets", "muted")
