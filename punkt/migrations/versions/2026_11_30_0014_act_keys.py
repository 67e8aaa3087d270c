"""Keys under which staff act.

Revision 0014 follows 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "act_keys",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_act_keys")),
    )
    with op.batch_alter_table("act_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_keys_at"), ["at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("act_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_act_keys_at"))

    op.drop_table("act_keys")
