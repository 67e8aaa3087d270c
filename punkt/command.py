"""`punkt …`: the list of commands, and how a failure is told."""

import os
import sys

import typer

from punkt.commands import (
    act,
    ask,
    audit,
    backup,
    bank,
    bench,
    clauses,
    doctor,
    due,
    erase,
    evaluate,
    export,
    index,
    keys,
    migrate,
    outbox,
    questions,
    restore,
    retention,
    serve,
    staff,
    telegram_demo,
    tickets,
)
from punkt.failure import known_failures

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(help="Пункт: отвечает пунктом политики и принимает обращения.")
def keep_private() -> None:
    """What people wrote lies in the files that are made from here on: nobody else on the machine may read them."""
    os.umask(0o077)


app.command("run")(serve.run)
app.command("worker")(serve.worker)
app.command("ask")(ask.ask)
app.command("clauses")(clauses.clauses)
app.command("eval")(evaluate.evaluate)
app.command("bank")(bank.bank)
app.command("due")(due.due)
app.command("index")(index.index)
app.command("erase")(erase.erase)
app.command("export")(export.export)
app.command("act")(act.act)
app.command("retention")(retention.retention)
app.command("questions")(questions.questions)
app.command("migrate")(migrate.migrate)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)
app.command("doctor")(doctor.doctor)
app.command("bench")(bench.bench)
app.command("telegram-demo")(telegram_demo.telegram_demo)
app.add_typer(staff.app, name="staff")
app.add_typer(tickets.app, name="tickets")
app.add_typer(outbox.app, name="outbox")
app.add_typer(keys.app, name="keys")
app.add_typer(audit.app, name="audit")


def main() -> None:
    """Entry point: a failure that an operator can mend is one sentence and exit code 1, never a trace."""
    try:
        app()
    except SystemExit:  # how each command ends: the libraries that can fail are loaded only where one did
        raise
    except known_failures() as failure:
        print(f"Ошибка: {failure}", file=sys.stderr)
        sys.exit(1)
