"""From scores to an understanding."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.calibration import KINDS, Calibration, Floats
from index.reader import Language
from index.understanding import TICKETS, Candidate, Kind, Shape, Understanding

if TYPE_CHECKING:
    from index.cold.calibration import ColdCalibration

CANDIDATES = 5
PLAIN = 0.6  #: least probability of the likeliest shape of a request; less is not clear, and the person is asked
TOLD = 0.35  #: least score of a wish to be told what is stored: whatever names no shape looks most like that one
SURE = 0.9  #: least probability of the shape of a part of a request to be proposed beside that of the whole
BESIDE = 0.25  #: least probability of another shape to be proposed beside it


def meaning(calibration: "Calibration | ColdCalibration", scores: Floats, language: Language) -> Understanding:
    """The understanding of a message whose labels have these scores, shape (L,)."""
    kinds, best, confidences = calibration.judged(scores, CANDIDATES)
    shapes = calibration.shape_probabilities(scores)
    likeliest = int(shapes.argmax())
    shaped = [*Shape][likeliest] is not Shape.ACCESS or calibration.shape_features(scores)[likeliest] >= TOLD
    top = int(np.argmax(kinds))
    return Understanding(
        kind=KINDS[top],
        kind_confidence=float(kinds[top]),
        candidates=tuple(
            Candidate(calibration.clauses[place], float(confidence))
            for place, confidence in zip(best, confidences, strict=True)
        ),
        probabilities={kind: float(share) for kind, share in zip(KINDS, kinds, strict=True)},
        language=language,
        wishes=wishes_of(calibration, scores),
        shapes=_shapes(shapes) if shaped else (),
        shape_confidence=float(shapes.max()) if shaped else 0.0,
    )


def wishes_of(calibration: "Calibration | ColdCalibration", scores: Floats) -> dict[Kind, float]:
    """The probability that each ticket is wished, of scores of shape (L,)."""
    return dict(zip(TICKETS, map(float, calibration.wish_probabilities(scores)), strict=True))


def _shapes(probabilities: Floats) -> tuple[Shape, ...]:
    likely = sorted(zip(probabilities, Shape, strict=True), key=lambda pair: -pair[0])
    if likely[0][0] < PLAIN:
        return ()
    return tuple(shape for probability, shape in likely if probability >= BESIDE)


def several(
    whole: Understanding,
    asked: Sequence[Understanding],
    last: Sequence[Understanding],
    sure: Callable[[Candidate], bool],
) -> Understanding:
    """The understanding of a question in parts, from that of the whole, of its questions and of a last plain sentence.

    When at least two of its questions have a `sure` clause these come first, that of the whole before the others; else
    the best clause of the whole stays first. A ticket that one of the parts is about is wished as likely as that part
    wishes it.
    """
    parts = (*asked, *last)
    wishes = {
        kind: max([share, *(part.wishes[kind] for part in parts if part.kind is kind)])
        for kind, share in whole.wishes.items()
    }
    found = [part.candidates[0] for part in asked if part.kind is Kind.QUESTION]
    if len(found) < 2:
        return replace(whole, wishes=wishes)
    best = {candidate.ref: candidate for candidate in sorted((*whole.candidates, *found), key=_confidence)}
    lead = whole.candidates[0].ref
    answers = [ref for ref in dict.fromkeys(candidate.ref for candidate in found) if sure(best[ref])]
    if len(answers) < 2:
        answers = list(dict.fromkeys([lead, *answers]))
    refs = sorted(dict.fromkeys(answers), key=lambda ref: ref != lead)
    rest = sorted((ref for ref in best if ref not in refs), key=lambda ref: -best[ref].confidence)
    answered = sum(sure(best[ref]) for ref in refs)
    candidates = tuple(best[ref] for ref in (*refs, *rest))[:CANDIDATES]
    return replace(whole, candidates=candidates, questions=max(1, answered), wishes=wishes)


def surer(alone: Understanding, leaning: Understanding) -> Understanding:
    """Of a part by itself and after what stands before it the latter, or the surer one where both say the same."""
    if alone.kind is not Kind.QUESTION or alone.candidates[0].number != leaning.candidates[0].number:
        return leaning
    return max(alone, leaning, key=lambda each: each.candidates[0].confidence)


def _confidence(candidate: Candidate) -> float:
    return candidate.confidence


def wordless(language: Language) -> Understanding:
    """The understanding of a message that wants nothing: emoji, dots, an unknown script; an offer turned down."""
    return certain(Kind.SMALLTALK, language)


def asked_besides(whole: Understanding, parts: Sequence[Understanding]) -> Understanding:
    """The understanding of a request that asks several things: each part that is surely a request adds its shape."""
    sure = [part.shapes[0] for part in parts if part.kind is Kind.DELETION and part.shape_confidence >= SURE]
    return replace(whole, shapes=tuple(dict.fromkeys((*whole.shapes, *sure))))


def agreed(pending: Sequence[Kind], shapes: tuple[Shape, ...], language: Language) -> Understanding:
    """The understanding of a message that takes up what was offered, with the shapes of what was wished then."""
    wishes = {kind: float(kind in pending) for kind in TICKETS}
    return replace(certain(pending[0], language), wishes=wishes, shapes=shapes)


def unwished(whole: Understanding, declined: Sequence[Kind]) -> Understanding:
    """The understanding after these were offered and declined: only a message that is about one wishes it again."""
    wishes = {kind: share for kind, share in whole.wishes.items() if kind is whole.kind or kind not in declined}
    return replace(whole, wishes=wishes)


def unshown(whole: Understanding, shown: Sequence[str]) -> Understanding:
    """The understanding after these clauses were shown and another thing was meant."""
    left = tuple(candidate for candidate in whole.candidates if candidate.number not in shown)
    return replace(whole, candidates=left or whole.candidates)


def certain(kind: Kind, language: Language) -> Understanding:
    """The understanding of a message that can mean nothing else."""
    return Understanding(
        kind=kind,
        kind_confidence=1.0,
        candidates=(),
        probabilities={each: float(each is kind) for each in KINDS},
        language=language,
    )
