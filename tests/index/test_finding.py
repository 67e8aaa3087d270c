"""Finding: the words of a search in a text, in whatever form they stand there."""

import pytest

from index.document.parser import parse
from index.finding import find_words
from index.policy import Edition, Policy

TEXT = "1. ХРАНЕНИЕ ДАННЫХ\n1.1. Данные хранятся пять лет.\n1.2. Их передают третьим лицам.\n1.3. Всё остальное.\n"
TEXT += "1.4. Воздушныи\u0306 шарик.\n"


@pytest.fixture(scope="module")
def policy(tmp_path_factory) -> Policy:
    edition = Edition("1", None, "", TEXT)
    folder = tmp_path_factory.mktemp("policy")
    return Policy("p", "П", "О", (), (), "", "", folder, edition, parse(TEXT), folder, folder, "1")


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("данными", {"1": ["ДАННЫХ"], "1.1": ["Данные"]}),
        ("третьему лицу", {"1.2": ["третьим", "лицам"]}),
        ("хран", {"1": ["ХРАНЕНИЕ"], "1.1": ["хранятся"]}),
        ("все", {"1.3": ["Всё"]}),
        ("все\u0308", {"1.3": ["Всё"]}),
        ("ша\u0301рики", {"1.4": ["шарик"]}),
        ("воздушныи\u0306", {"1.4": ["Воздушныи\u0306"]}),
        ("воздушный", {"1.4": ["Воздушныи\u0306"]}),
        ("данные лиц", {}),
        ("о данных", {"1": ["ДАННЫХ"], "1.1": ["Данные"]}),
        ("?!", {}),
        ("", {}),
    ],
)
def test_words_are_found_in_any_form(policy: Policy, sought: str, found: dict) -> None:
    """All of them in one clause, in its heading too; a word may be left unfinished; prepositions do not count."""
    told = {
        each.address: [policy.clause(each.address).heading[a:b] for a, b in each.in_heading]
        + [policy.clause(each.address).text[a:b] for a, b in each.in_text]
        for each in find_words(policy, sought)
    }
    assert found == told
