"""A Punkt that answers from two documents, as far as claims go: the privacy policy and an offer."""

from pathlib import Path

import pytest

from desk.knowledge import Knowledge
from desk.known import Known
from index.policy import Policy
from tests.offer import FIFTEEN, offer

CONFIRMED = f"""[claim]
amount = 15
unit = "working"
start = "получение претензии"
clause = "5.2"
words = "{FIFTEEN}"
confirmed_by = "Анна Петрова, 1 декабря 2026"
"""


@pytest.fixture
def lavka(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Policy:
    """The offer stands beside whatever there was; nobody has confirmed its term."""
    second = offer(tmp_path / "offer")
    beside = Knowledge([Known(second, understander=None)], "http://127.0.0.1:8000")  # type: ignore[arg-type]
    alone = Knowledge.alone
    monkeypatch.setattr(Knowledge, "policies", property(lambda known: {known.policy.id: known.policy, "offer": second}))
    monkeypatch.setattr(Knowledge, "alone", lambda own, name="": beside if name == "offer" else alone(own, name))
    return second


@pytest.fixture
def confirmed(lavka: Policy) -> Policy:
    """And somebody has."""
    (lavka.folder / "terms.toml").write_text(CONFIRMED, "utf-8")
    return lavka
