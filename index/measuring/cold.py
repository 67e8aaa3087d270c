"""How documents without phrases are answered from: as they came, with links judged by the owner, with few phrases."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from index.bank import Bank, load_bank
from index.cold.building import cold_of, index_of
from index.cold.common import Common
from index.cold.linking import load_verdicts
from index.encoder import Encoder
from index.measuring.curve import Remembering
from index.measuring.evaluation import evaluate
from index.measuring.examples import Example, load_examples
from index.measuring.metrics import Figure
from index.policy import load_policy
from index.storage import Index
from index.understander import Understander
from index.understanding import Understanding

QUESTIONS = "questions.jsonl"  #: of a document's folder
FIGURES = (
    "hit@1",
    "hit@3",
    "confident_wrong",
    "answerable_answered",
    "unanswerable_not_answered",
    "answerable_refused",
    "macro_f1",
    "calibration_error",
)


class Situation(StrEnum):
    """What the owner has done for a document."""

    UNTOUCHED = "untouched"
    LINKS = "links"  #: judged the links that were proposed
    PHRASES = "phrases"  #: written a few phrases for each clause
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class ColdReport:
    """Figures of every situation, of each document and of all messages together."""

    documents: Mapping[str, Mapping[str, Mapping[str, Figure]]]  #: situation → document → figure
    together: Mapping[str, Mapping[str, Figure]]  #: situation → figure
    means: Mapping[str, Mapping[str, float]]  #: situation → mean of the documents

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON takes it."""
        return asdict(self)


def evaluate_cold(folder: Path, common: Common, shared: Index, encoder: Encoder) -> ColdReport:
    """Score every document of a folder that has QUESTIONS, in every situation for which it has what that needs."""
    remembering = Remembering(encoder)
    documents: dict[str, dict[str, Mapping[str, Figure]]] = {}
    together: dict[str, Mapping[str, Figure]] = {}
    for situation in Situation:
        examples: list[Example] = []
        found: dict[str, Understanding] = {}
        for document in sorted(each.parent for each in folder.glob(f"*/{QUESTIONS}")):
            understander = _understander(document, situation, common, shared, remembering)
            if understander is None:
                continue
            own = load_examples(document / QUESTIONS)
            said = {example.text: understander.understand(example.text) for example in own}
            report = evaluate(said.__getitem__, understander.thresholds, own)
            documents.setdefault(situation, {})[document.name] = {name: report.figures[name] for name in FIGURES}
            examples += own
            found |= said
            thresholds = understander.thresholds
        if examples:
            report = evaluate(found.__getitem__, thresholds, examples)
            together[situation] = {name: report.figures[name] for name in FIGURES}
    return ColdReport(documents, together, {name: _mean(own) for name, own in documents.items()})


def _understander(
    folder: Path, situation: Situation, common: Common, shared: Index, encoder: Encoder
) -> Understander | None:
    """None where the folder does not hold what the situation needs."""
    policy = load_policy(folder)
    linked = situation in {Situation.LINKS, Situation.BOTH}
    phrased = situation in {Situation.PHRASES, Situation.BOTH}
    verdicts = load_verdicts(policy.links, common.slugs, policy.quotable) if linked else {}
    bank = load_bank(folder / "phrases", policy.quotable, may_lack=True) if phrased else Bank(())
    if (linked and not verdicts) or (phrased and not bank.phrases):
        return None
    index = index_of(shared, cold_of(policy, bank, common, shared, encoder, verdicts))
    return Understander(index, [(phrase.whole, phrase.label) for phrase in common.bank.phrases], encoder)


def _mean(documents: Mapping[str, Mapping[str, Figure]]) -> dict[str, float]:
    """Of each figure, over the documents that have it."""
    values = {name: [own[name].value for own in documents.values()] for name in FIGURES}
    known = {name: [value for value in own if value is not None] for name, own in values.items()}
    return {name: sum(own) / len(own) for name, own in known.items() if own}
