"""The life of tickets: identity, outcome, joining; contacts are sealed, and the wording is frozen.

Revision 0003 follows 0002.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import context, op

revision = "0003"
down_revision = "0002"

OPERATOR = ZoneInfo("Europe/Moscow")  # the default zone; these dates were promised before there were clocks
AT_ONCE = 1000  # rows of one message to the server
CONTACTS = ("name", "email", "phone")
NEW_CHECKS = {
    "status_known": "status IN ('new', 'checking', 'taken', 'waiting', 'resolved', 'refused', 'closed', 'duplicate', "
    "'merged')",
    "new_without_assignee": "status <> 'new' OR assignee IS NULL",
    "held_by_somebody": "NOT (status IN ('checking', 'refused', 'resolved', 'taken', 'waiting')) "
    "OR assignee IS NOT NULL",
    "identity_known": "identity IS NULL OR identity IN ('email', 'telegram', 'site', 'staff')",
    "identity_with_moment": "(identity IS NULL) = (identity_at IS NULL)",
    "identity_before_work": "NOT identity_needed OR identity IS NOT NULL "
    "OR status NOT IN ('taken', 'waiting', 'resolved')",
    "checking_unproven": "status <> 'checking' OR (identity_needed AND identity IS NULL)",
    "outcome_known": "outcome IS NULL OR outcome IN ('resolved', 'refused', 'retracted')",
    "decided_with_moment": "(outcome IS NULL) = (decided_at IS NULL)",
    "outcome_of_status": "(status NOT IN ('resolved', 'refused') OR outcome = status) "
    "AND (status <> 'closed' OR outcome IS NOT NULL) "
    "AND (NOT (status IN ('checking', 'duplicate', 'merged', 'new', 'taken', 'waiting')) OR outcome IS NULL)",
    "norm": "outcome IS NULL OR outcome <> 'refused' OR (norm IS NOT NULL AND norm <> '')",
    "joined_into_another": "(status IN ('duplicate', 'merged')) = (into_id IS NOT NULL)",
    "not_into_itself": "into_id IS NULL OR into_id <> id",
}
OLD_CHECKS = {
    "status_known": "status IN ('new', 'taken', 'closed')",
    "assignee_unless_new": "(status = 'new') = (assignee IS NULL)",
}


def upgrade() -> None:
    with op.batch_alter_table("consents") as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.add_column(sa.Column("address", sa.Text(), nullable=True))
    with op.batch_alter_table("staff") as batch_op:
        batch_op.add_column(sa.Column("away_until", sa.DateTime(timezone=True), nullable=True))
    _widen_tickets()
    _change_drafts()
    _carry_data()
    with op.batch_alter_table("tickets") as batch_op:
        for name, condition in NEW_CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_tickets_{name}"), condition)
        batch_op.alter_column("identity_needed", server_default=None)
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.alter_column("requests", server_default=None)
    _freeze_wording()


def downgrade() -> None:
    _thaw_wording()
    with op.batch_alter_table("tickets") as batch_op:
        for name in NEW_CHECKS:
            batch_op.drop_constraint(op.f(f"ck_tickets_{name}"), type_="check")
    _give_data_back()
    _narrow_tickets()
    _change_drafts_back()
    for table, column in (("staff", "away_until"), ("outbox", "address"), ("consents", "withdrawn_at")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(column)


def _widen_tickets() -> None:
    with op.batch_alter_table("tickets") as batch_op:
        for name in OLD_CHECKS:
            batch_op.drop_constraint(op.f(f"ck_tickets_{name}"), type_="check")
        for name in ("email_index", "phone_index"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
        batch_op.add_column(sa.Column("identity", sa.String(16), nullable=True))
        batch_op.add_column(sa.Column("identity_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("identity_needed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("stirred_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("outcome", sa.String(16), nullable=True))
        batch_op.add_column(sa.Column("outcome_text", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("norm", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
        for name in CONTACTS:
            batch_op.alter_column(name, existing_type=sa.String(), type_=sa.Text(), existing_nullable=True)
        for name in ("assignee", "email_index", "phone_index"):
            batch_op.create_index(op.f(f"ix_tickets_{name}"), [name], unique=False)
        batch_op.create_foreign_key(op.f("fk_tickets_into_id"), "tickets", ["into_id"], ["id"])


def _narrow_tickets() -> None:
    with op.batch_alter_table("tickets") as batch_op:
        batch_op.drop_constraint(op.f("fk_tickets_into_id"), type_="foreignkey")
        for column in ("phone_index", "email_index", "assignee"):
            batch_op.drop_index(op.f(f"ix_tickets_{column}"))
        for column in (
            *("erased_at", "into_id", "decided_at", "norm", "outcome_text", "outcome", "stirred_at", "confirmed_at"),
            *("identity_needed", "identity_at", "identity", "phone_index", "email_index"),
        ):
            batch_op.drop_column(column)
        for column in CONTACTS:
            batch_op.alter_column(column, existing_type=sa.Text(), type_=sa.String(), existing_nullable=True)
        for name, condition in OLD_CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_tickets_{name}"), condition)


def _change_drafts() -> None:
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.add_column(sa.Column("requests", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("number", sa.String(), nullable=True))
        for name in CONTACTS:
            batch_op.alter_column(name, existing_type=sa.String(), type_=sa.Text(), existing_nullable=True)
        batch_op.create_foreign_key(op.f("fk_drafts_number"), "tickets", ["number"], ["number"], ondelete="CASCADE")
        batch_op.drop_constraint(op.f("ck_drafts_stage_known"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_drafts_stage_known"),
            "stage IN ('text', 'request', 'contact', 'consent', 'addition', 'reason')",
        )
        batch_op.create_check_constraint(
            op.f("ck_drafts_number_of_ticket"), "(stage IN ('addition', 'reason')) = (number IS NOT NULL)"
        )
    drafts = sa.table("drafts", *map(sa.column, ("conversation_id", "request")), sa.column("requests", sa.JSON()))
    for row in op.get_bind().execute(sa.select(drafts).where(drafts.c.request.is_not(None))).all():
        _update(drafts, drafts.c.conversation_id == row.conversation_id, requests=[row.request])
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.drop_constraint(op.f("ck_drafts_request_known"), type_="check")
        batch_op.drop_column("request")


def _change_drafts_back() -> None:
    op.execute("DELETE FROM drafts WHERE stage IN ('addition', 'reason')")
    with op.batch_alter_table("drafts") as batch_op:
        for name in ("number_of_ticket", "stage_known"):
            batch_op.drop_constraint(op.f(f"ck_drafts_{name}"), type_="check")
        batch_op.drop_constraint(op.f("fk_drafts_number"), type_="foreignkey")
        batch_op.drop_column("number")
        batch_op.drop_column("requests")
        batch_op.add_column(sa.Column("request", sa.String(16), nullable=True))
        for column in CONTACTS:
            batch_op.alter_column(column, existing_type=sa.Text(), type_=sa.String(), existing_nullable=True)
        batch_op.create_check_constraint(
            op.f("ck_drafts_stage_known"), "stage IN ('text', 'request', 'contact', 'consent')"
        )
        batch_op.create_check_constraint(
            op.f("ck_drafts_request_known"),
            "request IS NULL OR request IN ('erase', 'withdraw', 'stop', 'marketing', 'access', 'correct')",
        )


def _carry_data() -> None:
    """Each ticket keeps its promised date as a clock, its contacts sealed, its end as a decision."""
    vault = context.config.attributes["vault"]
    tickets = _tickets()
    conversations = sa.table("conversations", sa.column("id"), sa.column("channel"))
    query = sa.select(tickets, conversations.c.channel).join_from(
        tickets, conversations, conversations.c.id == tickets.c.conversation_id
    )
    changes, dated = [], []
    for row in op.get_bind().execute(query).all():
        needed = row.request in {"erase", "access", "correct"}
        known = row.channel == "telegram"
        changes.append(
            {
                "row_key": row.id,
                "status": "checking" if row.status == "taken" and needed and not known else row.status,
                "identity": "telegram" if known else None,
                "identity_at": row.received_at if known else None,
                "identity_needed": needed,
                "outcome": "resolved" if row.status == "closed" else None,
                "decided_at": row.closed_at,
                "stirred_at": datetime.now(UTC) if row.status == "taken" else None,
                "email_index": vault.index("email:" + _plain_email(row.email)) if row.email else None,
                "phone_index": vault.index("phone:" + _plain_phone(row.phone)) if row.phone else None,
            }
        )
        if row.due_on:
            dated.append(row)
    _change_all(tickets, tickets.c.id, changes)
    _start_clocks(dated)
    _each_contact(vault.seal)


def _change_all(table: sa.TableClause, key: sa.ColumnElement[object], changes: Sequence[dict[str, object]]) -> None:
    """Each of these changes the columns that all of them name in the row with its `row_key`; many with one message."""
    for start in range(0, len(changes), AT_ONCE):
        part = changes[start : start + AT_ONCE]
        columns: dict[str, sa.BindParameter[object]] = {n: sa.bindparam(n) for n in part[0] if n != "row_key"}
        op.get_bind().execute(table.update().where(key == sa.bindparam("row_key")).values(columns), part)


def _start_clocks(rows: Sequence[sa.Row[tuple[object, ...]]]) -> None:
    columns = ("ticket_id", "period", "basis", "edition", "confirmed_by")
    moments = (sa.column(name, sa.DateTime(timezone=True)) for name in ("started_at", "ends_at", "met_at"))
    days = (sa.column(name, sa.Date()) for name in ("started_on", "due_on"))
    clocks = sa.table("clocks", *map(sa.column, columns), *moments, *days)
    begun = [
        {
            "ticket_id": row.id,
            "period": row.request or "claim",
            "started_at": row.received_at,
            "started_on": row.received_on,
            "due_on": row.due_on,
            "ends_at": _end(row.due_on),
            "basis": row.basis,
            "edition": "",
            "confirmed_by": "",
            "met_at": row.closed_at,
        }
        for row in rows
    ]
    for start in range(0, len(begun), AT_ONCE):
        op.get_bind().execute(clocks.insert(), begun[start : start + AT_ONCE])


def _give_data_back() -> None:
    """What the older life does not know becomes its nearest."""
    _each_contact(context.config.attributes["vault"].open)
    op.execute("UPDATE tickets SET status = 'taken' WHERE status IN ('checking', 'waiting')")
    op.execute(
        "UPDATE tickets SET status = 'closed', closed_at = COALESCE(closed_at, decided_at, received_at) "
        "WHERE status IN ('resolved', 'refused', 'duplicate', 'merged', 'closed')"
    )
    op.execute("UPDATE tickets SET assignee = 'system' WHERE status <> 'new' AND assignee IS NULL")


def _each_contact(change: Callable[[str], str]) -> None:
    for name, key in (("tickets", "id"), ("drafts", "conversation_id")):
        table = sa.table(name, *map(sa.column, (key, *CONTACTS)))
        rows = op.get_bind().execute(sa.select(table)).all()
        changes: list[dict[str, object]] = [
            {"row_key": getattr(row, key)}
            | {column: change(text) if (text := getattr(row, column)) else text for column in CONTACTS}
            for row in rows
            if any(getattr(row, column) for column in CONTACTS)
        ]
        _change_all(table, table.c[key], changes)


def _update(table: sa.TableClause, where: sa.ColumnElement[bool], **values: object) -> None:
    op.get_bind().execute(table.update().where(where).values(**values))


def _tickets() -> sa.TableClause:
    plain = (
        *("id", "conversation_id", "request", "status", "email", "phone", "basis", "identity", "outcome"),
        *("email_index", "phone_index"),
    )
    moments = ("received_at", "closed_at", "identity_at", "decided_at", "stirred_at")
    return sa.table(
        "tickets",
        *map(sa.column, plain),
        *(sa.column(name, sa.DateTime(timezone=True)) for name in moments),
        sa.column("received_on", sa.Date()),
        sa.column("due_on", sa.Date()),
        sa.column("identity_needed", sa.Boolean()),
    )


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, OPERATOR).astimezone(UTC)


def _plain_email(email: str) -> str:
    return unicodedata.normalize("NFC", email.strip()).casefold()


def _plain_phone(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    russian = len(digits) == 10 or (len(digits) == 11 and digits.startswith("8"))
    return f"7{digits[-10:]}" if russian else digits


def _freeze_wording() -> None:
    """What a person filed is never changed; only an erasure empties it."""
    changed = "NEW.text <> OLD.text AND NEW.text <> ''"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION tickets_wording_frozen() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the wording of a ticket is frozen'; END $$"
        )
        op.execute(
            "CREATE TRIGGER tickets_wording_frozen BEFORE UPDATE OF text ON tickets FOR EACH ROW "
            f"WHEN ({changed}) EXECUTE FUNCTION tickets_wording_frozen()"
        )
        return
    op.execute(
        f"CREATE TRIGGER tickets_wording_frozen BEFORE UPDATE OF text ON tickets WHEN {changed} "
        "BEGIN SELECT RAISE(ABORT, 'the wording of a ticket is frozen'); END"
    )


def _thaw_wording() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER tickets_wording_frozen ON tickets")
        op.execute("DROP FUNCTION tickets_wording_frozen()")
    else:
        op.execute("DROP TRIGGER tickets_wording_frozen")
