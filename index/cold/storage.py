"""The files of what stands in for phrases: arrays as npy, words and links as JSON."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.calibration import Calibration
from index.cold.calibration import ColdCalibration
from index.cold.fitted import PHRASED, PLAIN
from index.cold.linking import Linking, Verdicts
from index.cold.ranking import Cold
from index.cold.views import Views
from index.head import ARRAYS, Head

_VIEWS = ("alone", "on_path", "sentences", "clause_of")
_LINKS = ("likeness", "affinity")
COLD = "cold.json"


def save_cold(folder: Path, cold: Cold) -> None:
    """Write it; the same gives the same bytes."""
    for owner, names in ((cold.views, _VIEWS), (cold.linking, _LINKS), (cold.own, ARRAYS)):
        for name in names if owner else ():
            np.save(_file(folder, name), getattr(owner, name), allow_pickle=False)
    told = {
        "clauses": cold.views.clauses,
        "lemmas": cold.views.lemmas,
        "words": cold.views.words,
        "met": [[row, column, markers] for (row, column), markers in sorted(cold.linking.met.items())],
        "own": cold.own.labels if cold.own else None,
    }
    (folder / COLD).write_text(json.dumps(told, ensure_ascii=False, indent=0), encoding="utf-8")


def load_cold(
    folder: Path, topics: tuple[str, ...], verdicts: Verdicts, parents: Mapping[str, str], shared: Calibration
) -> Cold:
    """What a folder holds, with what it was made for."""
    told = json.loads((folder / COLD).read_text(encoding="utf-8"))
    clauses = tuple(told["clauses"])
    lemmas, words = (tuple(map(tuple, told[name])) for name in ("lemmas", "words"))
    met = {(row, column): tuple(markers) for row, column, markers in told["met"]}
    own = told["own"]
    return Cold(
        Views(clauses, **_arrays(folder, _VIEWS), lemmas=lemmas, words=words),
        Linking(topics, clauses, **_arrays(folder, _LINKS), met=met, verdicts=verdicts),
        Head(labels=tuple(own), **_arrays(folder, ARRAYS)) if own else None,
        ColdCalibration(clauses, dict(parents), shared, PHRASED if own else PLAIN),
    )


def _arrays(folder: Path, names: tuple[str, ...]) -> dict[str, np.ndarray]:
    return {name: np.load(_file(folder, name), mmap_mode="r", allow_pickle=False) for name in names}


def _file(folder: Path, name: str) -> Path:
    return folder / f"cold-{name}.npy"
