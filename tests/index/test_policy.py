"""The policy as people read it: quotes word for word, and clear words to the operator when it is broken."""

import shutil
from pathlib import Path

import pytest

from index.document.clause import PREAMBLE
from index.policy import Policy, PolicyError, UnknownClauseError, load_policy

FOLDER = Path(__file__).parents[2] / "policy_text" / "privacy"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy(FOLDER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "privacy"))


def test_the_real_policy_is_read_whole(policy: Policy) -> None:
    """Nine sections, 61 clauses that can be quoted, and the preamble."""
    assert sum(clause.parent is None for clause in policy.document.clauses) == 9
    assert len(policy.quotable) == 62
    assert policy.quotable[0] == PREAMBLE
    assert policy.edition.effective is None, "the text bears no date, so none may be invented"


def test_a_plain_clause_is_quoted_word_for_word(policy: Policy) -> None:
    quote = policy.quote("9.2")
    assert quote in policy.edition.text
    assert quote.startswith("Новая Политика конфиденциальности вступает в силу")
    assert quote.endswith("новой редакцией Политики конфиденциальности.")


def test_an_item_is_quoted_with_the_words_that_lead_its_list(policy: Policy) -> None:
    """«имя Пользователя;» alone would tell nobody anything."""
    lead, item = policy.quote("3.2.1").split("\n")
    assert lead.endswith("включают в себя следующую информацию:")
    assert item == "3.2.1. имя Пользователя;"


def test_a_list_is_quoted_with_all_its_items(policy: Policy) -> None:
    lead, *items = policy.quote("7.2").split("\n")
    assert lead.endswith("если данная конфиденциальная информация:")
    assert [item.split(" ")[0] for item in items] == ["7.2.1.", "7.2.2.", "7.2.3."]


def test_every_quote_is_made_of_the_text_of_the_edition(policy: Policy) -> None:
    for number in policy.quotable:
        for line in policy.quote(number).split("\n"):
            assert line in policy.edition.text or line.split(" ", 1)[1] in policy.edition.text


def test_a_reader_sees_where_a_clause_stands(policy: Policy) -> None:
    assert policy.section("3.2.4") == "3"
    assert policy.path("3.2.4") == "3. ПРЕДМЕТ ПОЛИТИКИ КОНФИДЕНЦИАЛЬНОСТИ → 3.2 → 3.2.4"
    assert policy.section(PREAMBLE) == PREAMBLE


def test_a_clause_that_is_not_there_is_named(policy: Policy) -> None:
    with pytest.raises(UnknownClauseError, match=r"10\.1"):
        policy.quote("10.1")


def test_a_changed_text_is_not_quoted_in_silence(folder: Path) -> None:
    text = folder / "editions" / "1.txt"
    text.write_bytes(text.read_bytes().replace("30 календарных".encode(), "3 календарных".encode()))
    with pytest.raises(PolicyError, match="изменён"):
        load_policy(folder)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "policy.toml").unlink(), "Нет файла"),
        (lambda folder: (folder / "policy.toml").write_text("id = "), "не читается"),
        (lambda folder: (folder / "policy.toml").write_text('id = "x"'), "не хватает поля"),
        (lambda folder: (folder / "policy.toml").write_text("editions = []"), "нет ни одной редакции"),
        (lambda folder: (folder / "editions" / "1.txt").unlink(), "Нет текста редакции"),
    ],
)
def test_the_operator_reads_what_to_put_right(folder: Path, spoil, said: str) -> None:
    spoil(folder)
    with pytest.raises(PolicyError, match=said) as caught:
        load_policy(folder)
    assert "\n" not in str(caught.value)
