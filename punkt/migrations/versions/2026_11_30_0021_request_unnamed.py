"""A request about one's data that nobody has named yet, and the request to block.

Revision 0021 follows 0020.
"""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

NEW_CHECKS = {
    "request_known": "request IS NULL OR request IN ('erase', 'withdraw', 'stop', 'marketing', 'access', 'correct', "
    "'block')",
    "request_only_with_deletion": "request IS NULL OR kind = 'deletion'",
    "named_before_resolved": "kind <> 'deletion' OR request IS NOT NULL OR outcome IS NULL OR outcome <> 'resolved'",
}
OLD_CHECKS = {
    "request_known": "request IS NULL OR request IN ('erase', 'withdraw', 'stop', 'marketing', 'access', 'correct')",
    "request_only_with_deletion": "(kind = 'deletion') = (request IS NOT NULL)",
}
#: What the older schema knows instead: of nothing known, that which destroys nothing; of a block, what has its term.
NEAREST = {"unclear": "access", "block": "correct"}
FROZEN = """
    CREATE TRIGGER tickets_wording_frozen BEFORE UPDATE OF text ON tickets
    WHEN NEW.text <> OLD.text AND NEW.text <> '' BEGIN SELECT RAISE(ABORT, 'the wording of a ticket is frozen'); END
"""


def upgrade() -> None:
    _check_tickets(OLD_CHECKS, NEW_CHECKS)


def downgrade() -> None:
    bind = op.get_bind()
    tickets = sa.table("tickets", *map(sa.column, ("kind", "request")))
    clocks = sa.table("clocks", *map(sa.column, ("id", "ticket_id", "period", "met_at", "dropped_at")))
    drafts = sa.table("drafts", sa.column("conversation_id"), sa.column("requests", sa.JSON()))

    bind.execute(tickets.update().where(tickets.c.request == "block").values(request=NEAREST["block"]))
    unnamed = (tickets.c.kind == "deletion") & tickets.c.request.is_(None)
    bind.execute(tickets.update().where(unnamed).values(request=NEAREST["unclear"]))

    running = clocks.c.met_at.is_(None) & clocks.c.dropped_at.is_(None)
    for period, nearest in NEAREST.items():
        twin = clocks.alias()
        runs_already = sa.exists().where(
            twin.c.ticket_id == clocks.c.ticket_id,
            twin.c.period == nearest,
            twin.c.met_at.is_(None),
            twin.c.dropped_at.is_(None),
        )
        of_period = clocks.c.period == period
        bind.execute(clocks.delete().where(of_period, running, runs_already))
        bind.execute(clocks.update().where(of_period).values(period=nearest))

    for row in bind.execute(sa.select(drafts)).all():
        if "block" in (row.requests or []):
            kept = list(dict.fromkeys(NEAREST.get(shape, shape) for shape in row.requests))
            where = drafts.c.conversation_id == row.conversation_id
            bind.execute(drafts.update().where(where).values(requests=kept))
    _check_tickets(NEW_CHECKS, OLD_CHECKS)


def _check_tickets(former: Mapping[str, str], checks: Mapping[str, str]) -> None:
    with op.batch_alter_table("tickets", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        for name in former:
            batch_op.drop_constraint(op.f(f"ck_tickets_{name}"), type_="check")
        for name, condition in checks.items():
            batch_op.create_check_constraint(op.f(f"ck_tickets_{name}"), condition)
    if op.get_bind().dialect.name == "sqlite":  # the trigger went with the table that was copied
        op.execute(FROZEN)
