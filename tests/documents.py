"""A second document beside the policy, which repeats its numbers, and an understanding of both by script."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.knowledge import Knowledge
from desk.known import Known
from index.decision import Thresholds
from index.dialogue import Turn
from index.policy import Policy, load_policy
from index.surroundings import Query, parts_of, queries_of
from index.understanding import Candidate, Kind, Understanding

OFFER = "Оферта магазина «Чердак»"
TEXT = """ОФЕРТА

1. ПРЕДМЕТ

1.1. Продавец передаёт товар, а Покупатель его оплачивает.

5. ДОСТАВКА

5.1. Заказ доставляется за три дня.
5.2. Доставка стоит триста рублей; о сроке говорит п. 5.1.

8. ПРЕТЕНЗИИ

8.1. Претензия рассматривается за пятнадцать дней.
"""
#: A word of a message, and what each document says to it: the kind and its clauses.
MEANINGS: Mapping[str, tuple[tuple[Kind, dict[str, float]], tuple[Kind, dict[str, float]]]] = {
    "храните": ((Kind.QUESTION, {"5.1": 0.95, "5.2": 0.02}), (Kind.UNANSWERABLE, {"5.2": 0.1})),
    "доставк": ((Kind.UNANSWERABLE, {"5.2": 0.1}), (Kind.QUESTION, {"5.2": 0.97, "5.1": 0.3})),
    "срок": ((Kind.QUESTION, {"5.1": 0.4, "5.2": 0.1}), (Kind.QUESTION, {"5.1": 0.45, "8.1": 0.2})),
    "претензия": ((Kind.CLAIM, {"8.1": 0.3}), (Kind.CLAIM, {"8.1": 0.4})),
}
SILENT = (Kind.UNANSWERABLE, {"5.1": 0.01})


def write_document(folder: Path, name: str = "offer", title: str = OFFER, text: str = TEXT, more: str = "") -> Path:
    """Lay it into a folder that is not there yet; `more` stands among its facts."""
    (folder / "editions").mkdir(parents=True)
    (folder / "editions" / "1.txt").write_bytes(text.encode())
    facts = (
        f'id = "{name}"\ntitle = "{title}"\noperator = "ООО «Чердак»"\nsites = ["shop.example.ru"]\n{more}'
        'services = []\npublished_at = "https://shop.example.ru/offer"\ncontact = "help@shop.example.ru"\n\n'
        f'[[editions]]\nid = "3"\nfile = "editions/1.txt"\nsha256 = "{hashlib.sha256(text.encode()).hexdigest()}"\n'
    )
    (folder / "policy.toml").write_text(facts, encoding="utf-8")
    return folder


@dataclass
class ByWord:
    """Takes the place of the understander of the document at this place."""

    place: int
    thresholds: Thresholds = Thresholds(answer=0.6, silent=0.5, offer=0.5)  # noqa: RUF009 - frozen
    surely: float = 0.8
    whole: bool = True

    def waits(self, _text: str) -> bool:
        return False

    def meant(self, text: str, context: Sequence[Turn]) -> tuple[str, Sequence[Turn]]:
        return text, context

    def queries(self, text: str) -> tuple[Query, ...]:
        return queries_of(parts_of(text))

    def understand_query(self, query: Query, _text: str, _context: Sequence[Turn] = ()) -> Understanding:
        return self.understand(query.text)

    def understand(self, text: str, _context: Sequence[Turn] = ()) -> Understanding:
        said = next((found[self.place] for word, found in MEANINGS.items() if word in text.lower()), SILENT)
        kind, clauses = said
        return Understanding(
            kind=kind,
            kind_confidence=0.95,
            candidates=tuple(Candidate(address, confidence) for address, confidence in clauses.items()),
            probabilities={other: 0.95 if other is kind else 0.01 for other in Kind},
            wishes={},
            language="ru",
        )


def two_documents(folder: Path, privacy: Path = Path("policy_text/privacy")) -> Knowledge:
    """The policy first, and the offer beside it, laid into this folder."""
    policies: list[Policy] = [load_policy(privacy), load_policy(write_document(folder))]
    known = [Known(policy, ByWord(place), f"v-{place}") for place, policy in enumerate(policies)]  # type: ignore[arg-type]
    return Knowledge(known, "http://127.0.0.1:8000")
