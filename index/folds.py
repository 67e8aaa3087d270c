"""Cross-validation folds that keep the phrases of one voice together."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.bank import Phrase

FOLDS = 6


def folds_of(phrases: Sequence[Phrase]) -> NDArray[np.int64]:
    """The fold of every phrase, 0 … FOLDS-1.

    A voice lies in one fold as a whole, the largest voices placed first into the emptiest fold. A voice that
    holds over a third of the bank is a choir rather than a voice: its phrases are dealt round, label by label.
    """
    sizes = Counter(phrase.voice for phrase in phrases)
    choirs = {voice for voice, size in sizes.items() if 3 * size > len(phrases)}
    load = [0] * FOLDS
    fold_of_voice: dict[str, int] = {}
    for voice, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        if voice not in choirs:
            fold_of_voice[voice] = emptiest = load.index(min(load))
            load[emptiest] += size
    dealt: defaultdict[str, int] = defaultdict(int)
    folds = []
    for phrase in phrases:
        if phrase.voice in choirs:
            folds.append(dealt[phrase.label] % FOLDS)
            dealt[phrase.label] += 1
        else:
            folds.append(fold_of_voice[phrase.voice])
    return np.array(folds, np.int64)
