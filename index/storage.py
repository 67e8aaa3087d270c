"""The files of an index: arrays as npy, words as tries, labels and calibration as JSON. Nothing is pickled.

Arrays are mapped, not read: what no question touches takes no memory, and processes share the rest.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.calibration import Calibration
from index.decision import Thresholds
from index.head import ARRAYS, Head
from index.lexicon import Lexicon
from index.terms import Terms, Vocabulary

if TYPE_CHECKING:
    from index.cold.ranking import Cold

CALIBRATION = "calibration.json"
_WEIGHTS = ("kind_weights", "wish_weights", "shape_weights", "confidence_weights")


@dataclass(frozen=True)
class Stage:
    """What messages are taken for by vectors of one depth."""

    depth: int  #: layers of the sentence model
    head: Head
    calibration: Calibration


@dataclass(frozen=True)
class Index:
    """All that is learned from a policy and its bank."""

    stages: tuple[Stage, ...]  #: cheapest first; a message that one of them is not certain about goes on to the next
    certain: float  #: certainty with which a message goes no further
    thresholds: Thresholds
    vocabulary: Vocabulary
    word_uses: Mapping[str, int]  #: how often the bank and the policy use each word,
    lemma_uses: Mapping[str, int]  #: and each lemma
    cold: "Cold | None" = None  #: of a document that lacks phrases; the head is then that which all of them share


def save_index(folder: Path, index: Index) -> None:
    """Write an index; the same index gives the same bytes."""
    for place, stage in enumerate(index.stages):
        for name in ARRAYS:
            np.save(_array(folder, place, name), getattr(stage.head, name), allow_pickle=False)
    chars, lemmas = index.vocabulary.chars, index.vocabulary.lemmas
    for name, terms in (("chars", chars), ("lemmas", lemmas)):
        np.save(_idf(folder, name), terms.idf, allow_pickle=False)
    for name, numbers in (
        *(("chars", chars.places), ("lemmas", lemmas.places)),
        *(("word-uses", index.word_uses), ("lemma-uses", index.lemma_uses)),
    ):
        Lexicon.save(folder, name, numbers)
    fitted = {
        "labels": index.stages[0].head.labels,
        "stages": [_plain(asdict(stage.calibration)) | {"depth": stage.depth} for stage in index.stages],
        "certain": index.certain,
        "thresholds": asdict(index.thresholds),
    }
    _write(folder / CALIBRATION, fitted)


def load_index(folder: Path) -> Index:
    """The index of a folder."""
    fitted = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
    stages = tuple(
        Stage(
            kept["depth"],
            Head(labels=tuple(fitted["labels"]), **{name: _map(_array(folder, place, name)) for name in ARRAYS}),
            Calibration(
                labels=tuple(kept["labels"]),
                parents=kept["parents"],
                sharpness=kept["sharpness"],
                **{name: np.array(kept[name]) for name in _WEIGHTS},
            ),
        )
        for place, kept in enumerate(fitted["stages"])
    )
    chars, lemmas = (Terms(Lexicon.load(folder, name), _map(_idf(folder, name))) for name in ("chars", "lemmas"))
    return Index(
        stages,
        certain=fitted["certain"],
        thresholds=Thresholds(**fitted["thresholds"]),
        vocabulary=Vocabulary(chars, lemmas),
        word_uses=Lexicon.load(folder, "word-uses"),
        lemma_uses=Lexicon.load(folder, "lemma-uses"),
    )


def _array(folder: Path, place: int, name: str) -> Path:
    return folder / f"stage{place}-{name}.npy"


def _idf(folder: Path, name: str) -> Path:
    return folder / f"{name}-idf.npy"


def _map(file: Path) -> NDArray[Any]:
    return np.asarray(np.load(file, mmap_mode="r", allow_pickle=False))


def _plain(fitted: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in fitted.items()}


def _write(file: Path, value: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=0), encoding="utf-8")
