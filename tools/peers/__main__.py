"""`make bench-peers`: answers of Punkt and of Haystack with the same sentence model, asked turn by turn, one thread.

`python -m tools.peers PYTHON`: that of the environment which Haystack is in. Messages are those of both evaluation
sets, each asked once and shuffled anew, so that nothing is remembered. Writes its part of docs/benchmarks.md.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles

from threadpoolctl import threadpool_limits

from desk.settings import Settings
from index.measuring.examples import Example, load_examples
from index.model.blocks import PackedWeights
from index.model.carriers import TOKENIZER, WEIGHTS
from index.model.vocabulary import kept_pieces, pruned
from punkt.bench.asked import asked_by_lines
from punkt.library import open_knowledge
from tests.index.float32 import write_folder

ROOT = Path(__file__).parents[2]
TURNS = 5
LAYERS = 12
MARK = "<!-- measured: make bench-peers writes what follows, up to the next heading -->\n"

Answer = tuple[float, list[str]]  #: milliseconds, and clauses, best first
Answering = Callable[[Sequence[str]], list[Answer]]


@contextmanager
def haystack(python: str, clauses: dict[str, str]) -> Iterator[Answering]:
    """Haystack in a process of its own, its documents embedded."""
    with tempfile.TemporaryDirectory() as folder:
        model, texts = Path(folder, "e5"), Path(folder, "clauses.json")
        pieces = json.loads(TOKENIZER.verified().read_bytes())
        kept = kept_pieces(pieces)
        write_folder(model, PackedWeights.read(WEIGHTS.verified()), pruned(pieces, kept), kept, LAYERS)
        own_prefixes = model / "config_sentence_transformers.json"  # the embedders of Haystack put them before a text
        own_prefixes.write_text('{"prompts": {}, "default_prompt_name": null, "similarity_fn_name": "cosine"}')
        texts.write_text(json.dumps(clauses, ensure_ascii=False), "utf-8")
        environment = os.environ | {"HAYSTACK_TELEMETRY_ENABLED": "False", "OMP_NUM_THREADS": "1", "PYTHONPATH": ""}
        command = [python, str(Path(__file__).with_name("haystack_answers.py")), str(model), str(texts)]
        with asked_by_lines(command, environment) as ask:
            yield lambda texts: [(took, found) for took, found in ask(texts)]


def punkt_answers(settings: Settings) -> Answering:
    """Punkt in this process, with the whole of what an answer rests on."""
    knowledge = open_knowledge(settings)

    def answer(text: str) -> Answer:
        begun = time.perf_counter()
        found = knowledge.understand(text, ())
        return (time.perf_counter() - begun) * 1000, [candidate.number for candidate in found.candidates]

    def answers(texts: Sequence[str]) -> list[Answer]:
        with threadpool_limits(1):
            return [answer(text) for text in texts]

    return answers


def main(python: str) -> None:
    """Measure, say and write it."""
    settings = Settings()
    policy = open_knowledge(settings).first.policy
    clauses = {number: policy.clause(number).text for number in policy.quotable}
    sets = [load_examples(settings.policy / "evaluation" / f"{name}.jsonl") for name in ("dev_set", "dev_hard")]
    examples = [example for each in sets for example in each]
    random.SystemRandom().shuffle(examples)
    own = punkt_answers(settings)
    given: dict[str, list[tuple[Example, Answer]]] = {"Haystack": [], "Punkt": []}
    halves: dict[str, list[float]] = {"Haystack": [], "Punkt": []}
    with haystack(python, clauses) as theirs:
        for warm in (theirs, own):
            warm(["Здравствуйте", "Сколько лет хранится история покупок?"])
        for turn in range(TURNS):
            part = examples[turn::TURNS]
            sides = (("Haystack", theirs), ("Punkt", own))
            for name, side in sides if turn % 2 else sides[::-1]:
                answers = side([example.text for example in part])
                given[name] += zip(part, answers, strict=True)
                halves[name].append(median(took for took, _ in answers))
    told = table(given, halves, versions(python))
    print(told)  # noqa: T201 - what the command is for
    page = ROOT / "docs" / "benchmarks.md"
    before, _, after = page.read_text("utf-8").partition(MARK)
    page.write_text(before + MARK + told + "\n" + after[after.index("## ") :], "utf-8")


def table(given: dict[str, list[tuple[Example, Answer]]], halves: dict[str, list[float]], versions: str) -> str:
    """Times with the least and the most half of a turn in brackets, and how many answers are right."""
    rows = {
        "half of the answers, ms": [
            f"{median(halves[name]):.1f} ({min(halves[name]):.1f}–{max(halves[name]):.1f})" for name in given
        ],
        "99 of 100, ms": [f"{quantiles([took for _, (took, _) in each], n=100)[98]:.1f}" for each in given.values()],
        "mean, ms": [f"{sum(took for _, (took, _) in each) / len(each):.1f}" for each in given.values()],
        "right clause first": [f"{hits(each, 1):.3f}" for each in given.values()],
        "right clause among three": [f"{hits(each, 3):.3f}" for each in given.values()],
    }
    ratio = median(halves["Haystack"]) / median(halves["Punkt"])
    means = [sum(took for _, (took, _) in each) / len(each) for each in given.values()]
    told = f"Half of the answers come {ratio:.1f} times sooner, the mean {means[0] / means[1]:.1f} times."
    lines = ["", f"| | {' | '.join(given)} |", "|---|---|---|"]
    lines += [f"| {name} | {' | '.join(row)} |" for name, row in rows.items()]
    return "\n".join([*lines, "", told, versions, ""])


def hits(given: Sequence[tuple[Example, Answer]], most: int) -> float:
    """Share of the answerable questions with a clause that is right among the first ones."""
    asked = [(example, found) for example, (_, found) in given if example.accepted]
    return sum(not example.accepted.isdisjoint(found[:most]) for example, found in asked) / len(asked)


def versions(python: str) -> str:
    """What was measured on what."""
    program = (
        "from importlib.metadata import version as v; print(v('haystack-ai'), v('sentence-transformers'), v('torch'))"
    )
    ran = subprocess.run([python, "-c", program], check=True, capture_output=True, text=True)  # noqa: S603 - the same
    haystack, sentences, torch = ran.stdout.split()
    return (
        f"haystack-ai {haystack} (BM25, the same e5, ranks joined; sentence-transformers {sentences}, torch {torch}), "
        f"onnxruntime {version('onnxruntime')}; one thread each, cores: {os.cpu_count()}, "
        f"load at the end {os.getloadavg()[0]:.1f}."
    )


if __name__ == "__main__":
    main(sys.argv[1])
