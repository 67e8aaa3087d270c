"""Which document a ticket is about, and a claim without a date where its document promises none that anybody confirmed.

Revision 0033 follows 0031.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0031"

DATED = "kind = 'human' OR (due_on IS NOT NULL AND basis IS NOT NULL)"
DUE_BEFORE = ("due_unless_human", DATED)
DUE = ("due_as_promised", f"{DATED} OR (kind = 'claim' AND due_on IS NULL AND basis IS NULL)")
STAGES = "'text', 'request', 'contact', 'consent', 'addition', 'reason', 'comment'"
FROZEN = """
    CREATE TRIGGER tickets_wording_frozen BEFORE UPDATE OF text ON tickets
    WHEN NEW.text <> OLD.text AND NEW.text <> '' BEGIN SELECT RAISE(ABORT, 'the wording of a ticket is frozen'); END
"""
#: The older schema wants a date of every claim; that it was received is the only day that is known.
SET_DATES = "UPDATE tickets SET due_on = received_on, basis = '' WHERE kind = 'claim' AND due_on IS NULL"


def upgrade() -> None:
    op.add_column("tickets", sa.Column("document", sa.String(), nullable=True))
    op.add_column("tickets", sa.Column("claim_term", sa.JSON(), nullable=True))
    op.add_column("drafts", sa.Column("document", sa.String(), nullable=True))
    _check_tickets(DUE_BEFORE, DUE)
    _check_stages(f"{STAGES}, 'document'")


def downgrade() -> None:
    op.execute("DELETE FROM drafts WHERE stage = 'document'")
    _check_stages(STAGES)
    op.execute(SET_DATES)
    _check_tickets(DUE, DUE_BEFORE)
    op.drop_column("drafts", "document")
    op.drop_column("tickets", "claim_term")
    op.drop_column("tickets", "document")


def _check_tickets(former: tuple[str, str], check: tuple[str, str]) -> None:
    with op.batch_alter_table("tickets", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_tickets_{former[0]}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_tickets_{check[0]}"), check[1])
    if op.get_bind().dialect.name == "sqlite":  # the trigger went with the table that was copied
        op.execute(FROZEN)


def _check_stages(stages: str) -> None:
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.drop_constraint(op.f("ck_drafts_stage_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_drafts_stage_known"), f"stage IN ({stages})")
