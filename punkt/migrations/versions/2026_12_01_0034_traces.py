"""The trace in which a row of the outbox was written, and which process works on a row of the inbox.

Revision 0034 follows 0033. Older processes write neither, and mind neither.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("trace", sa.String(), nullable=True))
    op.add_column("inbox", sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("inbox", sa.Column("leased_by", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("inbox", "leased_by")
    op.drop_column("inbox", "leased_until")
    op.drop_column("outbox", "trace")
