"""`punkt …`: the list of commands, and how a failure is told."""

import os
import sys
from typing import Any

import typer

from punkt.catalogue import COMMANDS
from punkt.failure import known_failures


class Commands(typer.core.TyperGroup):
    """The commands of the catalogue; one is imported when it is called."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given | {"commands": dict.fromkeys(COMMANDS)})

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, None where there is none."""
        del ctx
        return COMMANDS[cmd_name].load(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List them without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.told) for name, listed in COMMANDS.items()])


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(help="Пункт: отвечает пунктом документа и принимает обращения.")
def keep_private() -> None:
    """What people wrote lies in the files that are made from here on: nobody else on the machine may read them."""
    os.umask(0o077)


def main() -> None:
    """Entry point: a failure that an operator can mend is one sentence and exit code 1, never a trace."""
    try:
        app()
    except SystemExit:  # how each command ends: the libraries that can fail are loaded only where one did
        raise
    except known_failures() as failure:
        print(f"Ошибка: {failure}", file=sys.stderr)
        sys.exit(1)
