"""Holdings of the whole: what lies anywhere is in the preview, the erasure, the dossier and the act, or excused."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import desk
import tickets
from desk.holdings import HOLDINGS, QUESTIONS, TELL_NOTHING, office_of
from desk.settings import Settings
from index.policy import load_policy
from punkt.schema import TABLES
from tickets.store.base import Base


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


@pytest.mark.parametrize(
    ("database", "dialect"), [(None, "sqlite"), ("postgresql://punkt@127.0.0.1/punkt", "postgresql")]
)
def test_papers_say_what_policy_and_settings_say(tmp_path: Path, database: str | None, dialect: str) -> None:
    policy = load_policy(Path(__file__).parents[2] / "policy_text" / "privacy")
    told = {"operator_address": "Рязань", "system_name": "ИСПДн", "time_zone": "Asia/Omsk", "database_url": database}
    office = office_of(policy, Settings(_env_file=None, data=tmp_path, retention={"tickets": 40}, **told))

    assert ("ООО «Информационные Бизнес Технологии»", "Рязань") == (office.operator, office.address)
    assert (policy.contact, policy.published_at) == (office.contact, office.published_at)
    assert ("ИСПДн", dialect, "Asia/Omsk") == (office.system, office.dialect, office.zone.key)
    assert 40 == office.days["tickets"]
    assert "сообщения переписки" == office.titles["messages"]
