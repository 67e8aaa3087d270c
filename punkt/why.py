"""Why a message was understood as it was, for `punkt ask --why`."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from desk.clause_names import clause_label, titled
from desk.knowledge import Knowledge
from index.cold.linking import Link
from index.explanation import Explanation
from index.model.layers import WHOLE
from index.understanding import Kind, Understanding
from punkt.titles import KINDS, VERDICTS
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
        "decided": asdict(_explained(knowledge, text, understanding)),
    }


def told(knowledge: Knowledge, text: str) -> str:
    """In words."""
    understanding = knowledge.understand(text, ())
    decided = _explained(knowledge, text, understanding)
    return "\n".join(_lines(understanding, decided, several=len(knowledge.documents) > 1))


def _explained(knowledge: Knowledge, text: str, understanding: Understanding) -> Explanation:
    """By the document of the first clause."""
    first = understanding.candidates[:1]
    return knowledge.explain(text, document=first[0].document if first else "")


def _lines(understanding: Understanding, decided: Explanation, *, several: bool) -> Iterator[str]:
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
            f"{titled(clause_label(candidate.number), candidate.document if several else '')}"
            f" ({_percent(candidate.confidence)})"
            for candidate in understanding.candidates
        )
        yield "Пункты и уверенность: " + ", ".join(candidates)
    yield ""
    if decided.links:
        yield f"К пункту {decided.links[0].clause} ведут темы:"
        yield from (f"      {link_told(link)}" for link in decided.links)
        yield ""
    yield _asked(decided.layers)
    yield f"Больше всего очков — у «{_label(decided.label)}»: {_points(decided.score)}, из них"
    yield f"  {_points(decided.by_sentence)} за смысл предложения: похожие фразы банка"
    for phrase in decided.phrases:
        like = f"сходство {_percent(phrase.likeness):>5}"
        yield f"      {_points(phrase.part)}  {like}  [{_label(phrase.label)}] {phrase.text}"
    yield f"  {_points(decided.by_words)} за слова"
    yield from (f"      {_points(part)}  {term}" for term, part in decided.terms)
    yield f"  {_points(decided.by_letters)} за куски слов («·» — край слова)"
    yield from (f"      {_points(part)}  {run.replace(' ', '·')}" for run, part in decided.letters)


def link_told(link: Link) -> str:
    """A link and its reason, on one line."""
    words = ", ".join(f"«{word}»" for word in link.words)
    reason = f"слова: {words}" if words else "похоже по смыслу"
    likeness = f"сходство {_percent(link.likeness)}"
    return f"{link.topic} ({VERDICTS[link.verdict]}, сила {_percent(link.strength)}, {likeness}; {reason})"


def _asked(layers: int) -> str:
    if layers == 0:
        return "Решил первый взгляд: слова и векторы слов, без слоёв модели"
    if layers == WHOLE:
        return "Решила модель целиком"
    return f"Первый взгляд не был уверен, решила модель: слоёв {layers}"


def _label(label: str) -> str:
    return next((title for kind, title in KINDS.items() if kind.value == label), clause_label(label))


def _points(part: float) -> str:
    return f"{part:+.3f}".replace(".", ",").replace("-", "−")


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
