"""How retrieval grows with a document: times and recall over 10² … 10⁶ clauses, one thread.

The vectors are those of real clauses, recombined in pairs and perturbed, never random; the questions are real phrases.
`python tools/measure_retrieval.py [most]`, some minutes and two gigabytes at 10⁶.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from index.bank import load_bank
from index.cold.retrieval import EXACT, searchable
from index.cold.views import about_middle, views_of
from index.encoder import open_encoder
from index.model.layers import WHOLE
from index.policy import load_policy

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "policy_text"
QUESTIONS, FOUND = 200, 10
NOISE = 0.35  #: length of what is added to a recombined vector of length 1


def main() -> None:
    """Measure and say each size as a line of JSON."""
    most = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000
    import faiss

    encoder = open_encoder(None, ROOT / "var" / "cache")
    documents = [load_policy(file.parent) for file in sorted(TEXTS.glob("**/policy.toml"))]
    real = np.concatenate(
        [
            about_middle(view)
            for policy in documents
            for views in (views_of(policy, encoder, WHOLE),)
            for view in (views.alone, views.on_path, views.sentences)
        ]
    )
    privacy = next(policy for policy in documents if policy.folder.name == "privacy")
    phrases = load_bank(privacy.folder / "phrases", privacy.quotable).phrases
    chosen = np.random.default_rng(1).choice(len(phrases), QUESTIONS, replace=False)
    questions = about_middle(encoder.encode([phrases[place].text for place in chosen]))
    rows = []
    for count in (10**power for power in range(2, 7)):
        if count > most:
            break
        vectors = made(real, count)
        begun = time.perf_counter()
        index = searchable(vectors)
        built = time.perf_counter() - begun
        with threadpool_limits(1):
            faiss.omp_set_num_threads(1)
            times, found = [], []
            for question in questions:
                begun = time.perf_counter()
                found.append(index.search(question[None], FOUND)[1][0])
                times.append(1000 * (time.perf_counter() - begun))
        exact = (
            np.argsort(-(questions @ vectors.T), axis=1)[:, :FOUND] if count <= EXACT else nearest(questions, vectors)
        )
        faiss.omp_set_num_threads(2)
        recall = np.mean([len({*own} & {*true}) / FOUND for own, true in zip(found, exact, strict=True)])
        row = {
            "clauses": count,
            "exact": count <= EXACT,
            "built_s": round(built, 1),
            "p50_ms": round(float(np.median(times)), 3),
            "p95_ms": round(float(np.quantile(times, 0.95)), 3),
            "recall@10": round(float(recall), 4),
        }
        rows.append(row)
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()


def made(real: np.ndarray, count: int) -> np.ndarray:
    """So many unit vectors: each between two real ones, and moved a little."""
    draw = np.random.default_rng(count)
    out = np.empty((count, real.shape[1]), np.float32)
    for start in range(0, count, 100_000):
        size = min(100_000, count - start)
        left, right = real[draw.integers(len(real), size=size)], real[draw.integers(len(real), size=size)]
        share = draw.random((size, 1), np.float32)
        noise = draw.standard_normal((size, real.shape[1]), np.float32) * (NOISE / real.shape[1] ** 0.5)
        between = share * left + (1 - share) * right
        between = between / np.linalg.norm(between, axis=1, keepdims=True) + noise
        out[start : start + size] = between / np.linalg.norm(between, axis=1, keepdims=True)
    return out


def nearest(questions: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """The true places of the FOUND nearest, block by block."""
    best = np.full((len(questions), 0), 0.0), np.full((len(questions), 0), 0)
    for start in range(0, len(vectors), 100_000):
        cosines = questions @ vectors[start : start + 100_000].T
        top = np.argpartition(-cosines, FOUND, axis=1)[:, :FOUND]
        values = np.concatenate([best[0], np.take_along_axis(cosines, top, 1)], axis=1)
        places = np.concatenate([best[1], top + start], axis=1)
        order = np.argsort(-values, axis=1)[:, :FOUND]
        best = np.take_along_axis(values, order, 1), np.take_along_axis(places, order, 1)
    return best[1]


if __name__ == "__main__":
    main()
