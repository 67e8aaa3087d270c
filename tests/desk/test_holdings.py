"""Holdings of the whole: what lies anywhere is in the preview, the erasure, the dossier and the act, or excused."""

from importlib import import_module
from pkgutil import walk_packages

import desk
import tickets
from desk.holdings import HOLDINGS, QUESTIONS, TELL_NOTHING
from punkt.schema import TABLES
from tickets.base import Base


def test_every_table_of_the_database_is_declared_or_excused() -> None:
    """A table that nobody thought of fails here, before it keeps somebody who asked to be forgotten."""
    for package in (desk, tickets):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    declared = [holding.name for holding in HOLDINGS]
    excused = [table.__tablename__ for table in TELL_NOTHING]

    assert sorted(Base.metadata.tables) == sorted(declared + excused)
    assert sorted(table.__tablename__ for table in TABLES) == sorted(declared + excused)
    assert all(TELL_NOTHING.values())


def test_the_categories_of_the_act_are_told_apart() -> None:
    titles = [holding.title for holding in HOLDINGS]
    assert len(titles) == len(set(titles))


def test_a_question_is_counted_before_it_goes_with_its_message() -> None:
    names = [holding.name for holding in HOLDINGS]
    assert names.index("questions") < names.index("messages")


def test_a_question_is_shown_in_words() -> None:
    """The clauses without their figures, and whether the answer helped."""
    labels = {shown.column: shown.label for shown in QUESTIONS.shown}

    assert labels["clauses"] is not None
    assert labels["helpful"] is not None
    assert "5.1, 6.2" == labels["clauses"]([["5.1", 0.9], ["6.2", 0.1]])
    assert ["да", "нет", ""] == [labels["helpful"](rating) for rating in (True, False, None)]
