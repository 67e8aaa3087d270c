"""From scores to an understanding."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.calibration import KINDS, Calibration, Floats
from index.reader import Language
from index.understanding import TICKETS, Candidate, Kind, Shape, Understanding

CANDIDATES = 5
PLAIN = 0.6  #: least probability of the likeliest shape of a request; less is not clear, and the person is asked
SURE = 0.9  #: least probability of the shape of a part of a request to be proposed beside that of the whole
BESIDE = 0.25  #: least probability of another shape to be proposed beside it


def meaning(calibration: Calibration, scores: Floats, language: Language) -> Understanding:
    """The understanding of a message whose labels have these scores, shape (L,)."""
    kinds = calibration.kind_probabilities(scores)
    ranking, accepted = calibration.ranking(scores)
    shapes = calibration.shape_probabilities(scores)
    best = ranking[:CANDIDATES]
    confidences = calibration.confidences(accepted[best], kinds[:1])
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
        wishes=dict(zip(TICKETS, map(float, calibration.wish_probabilities(scores)), strict=True)),
        shapes=_shapes(shapes),
        shape_confidence=float(shapes.max()),
    )


def _shapes(probabilities: Floats) -> tuple[Shape, ...]:
    likely = sorted(zip(probabilities, Shape, strict=True), key=lambda pair: -pair[0])
    if likely[0][0] < PLAIN:
        return ()
    return tuple(shape for probability, shape in likely if probability >= BESIDE)


def several(
    whole: Understanding, asked: Sequence[Understanding], last: Sequence[Understanding], sure: float
) -> Understanding:
    """The understanding of a question in parts, from that of the whole, of its questions and of a last plain sentence.

    The best clause of the whole stays first; when the message asks at least two things, the best clauses of its
    questions follow, the sure ones (confidence of `sure`) before the others. A ticket that one of the parts is about
    is wished as likely as that part wishes it.
    """
    parts = (*asked, *last)
    wishes = {
        kind: max([share, *(part.wishes[kind] for part in parts if part.kind is kind)])
        for kind, share in whole.wishes.items()
    }
    found = [part.candidates[0] for part in asked if part.kind is Kind.QUESTION]
    if len(found) < 2:
        return replace(whole, wishes=wishes)
    best = {candidate.number: candidate for candidate in (*whole.candidates, *found)}
    for candidate in whole.candidates:
        if candidate.confidence > best[candidate.number].confidence:
            best[candidate.number] = candidate
    lead = whole.candidates[0].number
    order = sorted(dict.fromkeys(candidate.number for candidate in found), key=lambda n: best[n].confidence < sure)
    numbers = dict.fromkeys([lead, *order, *(candidate.number for candidate in whole.candidates)])
    candidates = tuple(best[number] for number in numbers)[:CANDIDATES]
    answered = sum(best[number].confidence >= sure for number in {lead, *order})
    return replace(whole, candidates=candidates, questions=max(1, answered), wishes=wishes)


def wordless(language: Language) -> Understanding:
    """The understanding of a message that wants nothing: emoji, dots, an unknown script; an offer turned down."""
    return _certain(Kind.SMALLTALK, language)


def asked_besides(whole: Understanding, parts: Sequence[Understanding]) -> Understanding:
    """The understanding of a request that asks several things: each part that is surely a request adds its shape."""
    sure = [part.shapes[0] for part in parts if part.kind is Kind.DELETION and part.shape_confidence >= SURE]
    return replace(whole, shapes=tuple(dict.fromkeys((*whole.shapes, *sure))))


def agreed(pending: Sequence[Kind], shapes: tuple[Shape, ...], language: Language) -> Understanding:
    """The understanding of a message that takes up what was offered, with the shapes of what was wished then."""
    wishes = {kind: float(kind in pending) for kind in TICKETS}
    return replace(_certain(pending[0], language), wishes=wishes, shapes=shapes)


def unwished(whole: Understanding, declined: Sequence[Kind]) -> Understanding:
    """The understanding after these were offered and declined: only a message that is about one wishes it again."""
    wishes = {kind: share for kind, share in whole.wishes.items() if kind is whole.kind or kind not in declined}
    return replace(whole, wishes=wishes)


def _certain(certain: Kind, language: Language) -> Understanding:
    return Understanding(
        kind=certain,
        kind_confidence=1.0,
        candidates=(),
        probabilities={kind: float(kind is certain) for kind in KINDS},
        language=language,
    )
