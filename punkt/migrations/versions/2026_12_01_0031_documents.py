"""Of which document a question's clauses are, and to which one a conversation keeps.

Rows from before are of the first document: nothing is written into them. Revision 0031 follows 0030.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.add_column("questions", sa.Column("document", sa.String(), nullable=True))
    op.add_column("questions", sa.Column("documents", sa.JSON(), nullable=True))
    op.add_column("conversations", sa.Column("document", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("conversations", "document")
    op.drop_column("questions", "documents")
    op.drop_column("questions", "document")
