"""Why a message was understood as it was, for `punkt ask --why`."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from desk.knowledge import Knowledge
from index.explanation import Explanation
from index.understanding import Kind, Understanding
from punkt.titles import KINDS
from tickets.record.labels import REQUESTS
from tickets.record.ticket import Request

_LEAST = 0.005  #: a smaller probability is not worth a word


def why(knowledge: Knowledge, text: str) -> dict[str, Any]:
    """As JSON takes it: what was understood, and what decided."""
    understanding = knowledge.understand(text, ())
    return {
        "kinds": {kind.value: share for kind, share in understanding.probabilities.items()},
        "wishes": {kind.value: share for kind, share in understanding.wishes.items()},
        "requests": [shape.value for shape in understanding.shapes],
        "candidates": [asdict(candidate) for candidate in understanding.candidates],
        "decided": asdict(knowledge.explain(text)),
    }


def told(knowledge: Knowledge, text: str) -> str:
    """In words."""
    return "\n".join(_lines(knowledge.understand(text, ()), knowledge.explain(text)))


def _lines(understanding: Understanding, decided: Explanation) -> Iterator[str]:
    likely = sorted(understanding.probabilities.items(), key=lambda item: -item[1])
    yield f"Прочитано как: {decided.read_as}"
    yield "Вид: " + ", ".join(f"{KINDS[kind]} {_percent(share)}" for kind, share in likely if share >= _LEAST)
    wished = [f"{KINDS[kind]} {_percent(share)}" for kind, share in understanding.wishes.items() if share >= _LEAST]
    if wished:
        yield f"Хочет обращения: {', '.join(wished)}"
    if understanding.shapes and understanding.wishes.get(Kind.DELETION, 0) >= _LEAST:
        asked = ", ".join(REQUESTS[Request(shape)].staff for shape in understanding.shapes)
        yield f"О чём запрос: {asked} ({_percent(understanding.shape_confidence)})"
    if understanding.candidates:
        candidates = (
            f"{candidate.number} ({_percent(candidate.confidence)})" for candidate in understanding.candidates
        )
        yield "Пункты и уверенность: " + ", ".join(candidates)
    yield ""
    yield f"Больше всего очков — у «{_label(decided.label)}»: {_points(decided.score)}, из них"
    yield f"  {_points(decided.by_sentence)} за смысл предложения: похожие фразы банка"
    for phrase in decided.phrases:
        like = f"сходство {_percent(phrase.likeness):>5}"
        yield f"      {_points(phrase.part)}  {like}  [{_label(phrase.label)}] {phrase.text}"
    yield f"  {_points(decided.by_words)} за слова"
    yield from (f"      {_points(part)}  {term}" for term, part in decided.terms)
    yield f"  {_points(decided.by_letters)} за куски слов («·» — край слова)"
    yield from (f"      {_points(part)}  {run.replace(' ', '·')}" for run, part in decided.letters)


def _label(label: str) -> str:
    return next((title for kind, title in KINDS.items() if kind.value == label), label)


def _points(part: float) -> str:
    return f"{part:+.3f}".replace(".", ",").replace("-", "−")


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
