"""From scores to an understanding."""

import numpy as np
from numpy.typing import NDArray

from index.calibration import KINDS, Calibration
from index.message import Language
from index.understanding import Candidate, Kind, Understanding

CANDIDATES = 5
LIST_WORTH = 0.5  #: of a list quoted whole when one of its items was asked for, beside that item's 1


def meaning(calibration: Calibration, scores: NDArray[np.floating], language: Language) -> Understanding:
    """The understanding of a message whose labels have these scores, shape (L,)."""
    kinds = calibration.kind_probabilities(scores)
    own = calibration.clause_probabilities(scores)
    accepted = own @ calibration.acceptance
    worth = own + LIST_WORTH * (accepted - own)
    best = np.argsort(-worth, kind="stable")[:CANDIDATES]
    confidences = calibration.confidences(accepted[best], kinds[0])
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
    )


def wordless(language: Language) -> Understanding:
    """The understanding of a message without a single word: emoji, dots, nothing."""
    return Understanding(
        kind=Kind.SMALLTALK,
        kind_confidence=1.0,
        candidates=(),
        probabilities={kind: float(kind is Kind.SMALLTALK) for kind in KINDS},
        language=language,
    )
