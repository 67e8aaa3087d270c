"""Every act has a place at every edge, or a reason why not."""

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

from api.console.ticket import steps as console
from api.public import own_steps as api
from bot.dialogue import own_steps as dialogue
from bot.staff import steps as topic
from punkt.commands import steps as terminal
from tickets.acts import table
from tickets.acts.act import Act, Side
from tickets.acts.table import acts_of

#: What each edge says of what it does not offer, of whose acts, and where else in it acts are done.
EDGES = {
    "console": (console.NOT_OFFERED, Side.STAFF, ["api/console"]),
    "topic": (topic.NOT_OFFERED, Side.STAFF, ["bot/staff"]),
    "terminal": (terminal.NOT_OFFERED, Side.STAFF, ["punkt/commands"]),
    "dialogue": (dialogue.NOT_OFFERED, Side.PERSON, ["bot/dialogue"]),
    "api": (api.NOT_OFFERED, Side.PERSON, ["api/public"]),
}
ACTS = {name: act for name, act in vars(table).items() if isinstance(act, Act)}


def done_in(folder: str) -> set[str]:
    """Names of the acts that code in this folder names, or goes through one by one."""
    found = set()
    for file in Path(folder).rglob("*.py"):
        named = {
            node.attr if isinstance(node, ast.Attribute) else node.id
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Name | ast.Attribute)
        }
        found |= {ACTS[name].name for name in named & ACTS.keys()}
        if "acts_of" in named:
            found |= {act.name for act in acts_of(Side.STAFF)}
    return found


@pytest.mark.parametrize("edge", EDGES)
def test_an_act_is_offered_or_it_is_said_why_not(edge: str) -> None:
    declared, side, folders = EDGES[edge]
    acts = {act.name for act in acts_of(side)}
    offered = set().union(*(done_in(folder) for folder in folders))
    assert acts <= offered | declared.keys()
    assert all(reason.strip() for reason in declared.values())


@pytest.mark.parametrize("edge", EDGES)
def test_nothing_is_declared_that_there_is_not(edge: str) -> None:
    declared, side, _ = EDGES[edge]
    known: Mapping[str, set[str]] = {act.name: {f.name for f in act.fields if f.optional} for act in acts_of(side)}
    assert [] == [name for name in declared if not _is_known(known, *name.split("."))]


def _is_known(known: Mapping[str, set[str]], act: str, field: str | None = None) -> bool:
    return act in known and (field is None or field in known[act])


def test_the_console_draws_each_act_that_it_offers() -> None:
    drawn = {form.name for form in console.FORMS} | {"export"}
    assert {act.name for act in acts_of(Side.STAFF)} == drawn | console.NOT_OFFERED.keys()


@pytest.mark.parametrize("folder", ["api", "bot", "desk", "punkt"])
def test_no_edge_takes_a_step_beside_the_table(folder: str) -> None:
    """Rows, errors and questions of the steps' modules may be used anywhere; their functions that step, nowhere."""
    stepping = {
        f"{file.stem}.{node.name}"
        for file in Path("tickets/steps").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.AsyncFunctionDef)
        if any(isinstance(each, ast.Name) and each.id == "go" for each in ast.walk(node))
    }
    stepping |= {"life.go", "erasure.erase", "erasure.resolve_with_erasure", "erasure.destroy", "dossier.export"}
    used = {
        f"{(node.module or '').rpartition('.')[2]}.{alias.name}"
        for file in Path(folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tickets.")
        for alias in node.names
    }
    assert set() == used & stepping
