"""A document that nobody has written phrases for answers, says when it is unsure, and why it answered so."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.bank import Bank, BankError, Phrase
from index.building import build_index
from index.cold.common import Common
from index.cold.linking import LinksError, Verdict
from index.cold.verdicts import judge
from index.decision import Course, decide
from index.encoder import Encoder
from index.folder import IndexMismatchError
from index.policy import LINKS, Policy
from index.understander import Understander, open_index
from index.understanding import Kind
from tests.index.cold.made_document import NOTHING, few_common, made_policy

Built = Callable[[Bank], Understander]


@pytest.fixture(scope="module")
def common() -> Common:
    return few_common()


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return made_policy(tmp_path_factory.mktemp("documents") / "made")


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared head is trained here once."""
    return tmp_path_factory.mktemp("indexes") / "document"


@pytest.fixture(scope="module")
def understander(policy: Policy, common: Common, indexes: Path, encoder: Encoder) -> Understander:
    build_index(policy, NOTHING, encoder, indexes / "made", common=common)
    return open_index(indexes / "made", policy, NOTHING, encoder, common)


def built(policy: Policy, bank: Bank, common: Common, indexes: Path, encoder: Encoder, name: str) -> Understander:
    build_index(policy, bank, encoder, indexes / name, common=common)
    return open_index(indexes / name, policy, bank, encoder, common)


@pytest.mark.parametrize(
    ("asked", "clause"),
    [
        ("когда вернёте деньги за товар?", "2.1"),
        ("можно к вам с собакой?", "4.2"),
        ("сколько лет гарантии", "3.1"),
        ("до скольки вы открыты", "4.1"),
        ("в какой суд на вас подавать", "5.1"),
    ],
    ids=["money", "dog", "warranty", "hours", "court"],
)
def test_a_question_finds_its_clause(understander: Understander, asked: str, clause: str) -> None:
    found = understander.understand(asked)
    assert clause in [candidate.number for candidate in found.candidates[:3]]
    assert found.kind in {Kind.QUESTION, Kind.UNANSWERABLE}


def test_of_what_the_document_does_not_say_nothing_is_claimed(understander: Understander) -> None:
    found = understander.understand("кто выиграл матч")
    assert decide(found, understander.thresholds).course is not Course.ANSWER


def test_a_request_is_no_question(understander: Understander) -> None:
    assert understander.understand("удалите все мои данные").kind is Kind.DELETION


def test_probabilities_are_such(understander: Understander) -> None:
    found = understander.understand("сколько стоит доставка")
    assert sum(found.probabilities.values()) == pytest.approx(1)
    sure = [candidate.confidence for candidate in found.candidates]
    assert all(0 <= each <= sure[0] <= 1 for each in sure)


def test_the_reason_is_shown(understander: Understander) -> None:
    told = understander.explain("можно к вам с собакой?", label="4.2")
    assert told.links[0].topic == "pets"
    assert told.links[0].clause == "4.2"
    assert told.links[0].words
    assert {phrase.label for phrase in told.phrases} == {"pets"}


def test_phrases_for_some_clauses_count_at_once(
    policy: Policy, common: Common, indexes: Path, encoder: Encoder, understander: Understander
) -> None:
    """Two clauses have phrases, the others none, nor has any kind."""
    asked = "где мой билетик от покупки"
    own = Bank(
        (
            Phrase("куда делась бумажка о покупке", "2.3", "owner"),
            Phrase("где билетик от покупки", "2.3", "owner"),
            Phrase("почему так долго везёте", "1.2", "owner"),
        )
    )
    taught = built(policy, own, common, indexes, encoder, "some")
    assert taught.understand(asked).candidates[0].number == "2.3"
    before = {c.number: c.confidence for c in understander.understand(asked).candidates}
    assert taught.understand(asked).candidates[0].confidence > before.get("2.3", 0.0)
    assert taught.understand("можно к вам с собакой?").candidates[0].number == "4.2"


def test_what_the_owner_says_of_links_holds(
    tmp_path: Path, common: Common, indexes: Path, encoder: Encoder, understander: Understander
) -> None:
    policy = made_policy(tmp_path / "made")
    judge(
        policy.links,
        common.slugs,
        policy.quotable,
        [("4.2=pets", Verdict.REFUSED), ("4.3=pets", Verdict.ADDED)],
    )
    linked = built(policy, NOTHING, common, indexes, encoder, "judged")
    link = linked.explain("можно к вам с кошкой?", label="4.3").links[0]
    assert (link.topic, link.verdict) == ("pets", Verdict.ADDED)

    def place(of: Understander) -> int:
        return [candidate.number for candidate in of.understand("можно к вам с кошкой?").candidates].index("4.3")

    assert place(linked) < place(understander)


def test_changed_links_need_a_new_index(tmp_path: Path, common: Common, indexes: Path, encoder: Encoder) -> None:
    policy = made_policy(tmp_path / "made")
    build_index(policy, NOTHING, encoder, indexes / "changed", common=common)
    judge(policy.links, common.slugs, policy.quotable, [("4.2=pets", Verdict.CONFIRMED)])
    with pytest.raises(IndexMismatchError):
        open_index(indexes / "changed", policy, NOTHING, encoder, common)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('[confirmed]\n"9.9" = ["pets"]', "9.9"),
        ('[confirmed]\n"4.2" = ["dragons"]', "dragons"),
        ("[maybe]\n", "maybe"),
        ("confirmed", "TOML"),
    ],
    ids=["clause", "topic", "verdict", "syntax"],
)
def test_links_that_cannot_be_are_told(
    tmp_path: Path, common: Common, indexes: Path, encoder: Encoder, written: str, told: str
) -> None:
    policy = made_policy(tmp_path / "made")
    (policy.folder / LINKS).write_text(written, "utf-8")
    with pytest.raises(LinksError, match=told):
        build_index(policy, NOTHING, encoder, indexes / "broken", common=common)


def test_without_topics_the_lack_of_phrases_is_told(policy: Policy, tmp_path: Path, encoder: Encoder) -> None:
    with pytest.raises(BankError, match="нет ни одной фразы"):
        build_index(policy, NOTHING, encoder, tmp_path / "index")


def test_the_same_document_gives_the_same_index(
    policy: Policy, common: Common, indexes: Path, encoder: Encoder
) -> None:
    first, second = (
        build_index(policy, NOTHING, encoder, indexes / "made", common=common) / "cold.json" for _ in range(2)
    )
    assert first.read_bytes() == second.read_bytes()
    assert np.array_equal(np.load(first.parent / "cold-affinity.npy"), np.load(second.parent / "cold-affinity.npy"))
