"""Why a message was understood as it was: the nearest phrases and the terms that weighed most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.cold.linking import Link
from index.head import Floats, Halves, Head, sharpened
from index.labels import MARKS
from index.reader import Reading, char_ngrams, char_ngrams_of, lemma_ngrams
from index.storage import Stage
from index.terms import Terms, Vocabulary

if TYPE_CHECKING:
    import faiss

PHRASES, TERMS = 5, 6
_SEARCHED = 64


@dataclass(frozen=True, slots=True)
class Near:
    """A phrase like the message that speaks for the label."""

    text: str
    label: str
    likeness: float  #: of the vectors as the head compares them, -1..1
    part: float  #: of the score


@dataclass(frozen=True, slots=True)
class Explanation:
    """What decided for a label."""

    read_as: str  #: the message as the features saw it
    layers: int  #: of the sentence model that were asked; -1 are all
    label: str  #: the label with the highest score
    score: float
    by_sentence: float  #: the parts of the score: likeness of whole sentences to the phrases,
    by_letters: float  #: letters inside words,
    by_words: float  #: lemmas and pairs of them
    phrases: tuple[Near, ...]  #: of the nearest those that weighed most
    letters: tuple[tuple[str, float], ...]  #: runs of letters that weighed most for the label, with their parts,
    terms: tuple[tuple[str, float], ...]  #: and lemmas and pairs of them
    words: tuple[tuple[str, float], ...]  #: words of the message with all that their letters and lemmas weigh, in order
    #: Of a document that lacks phrases: links by which topics brought the message to the clause, strongest first. What
    #: is said above is then of the first of these topics.
    links: tuple[Link, ...] = ()


def neighbours_of(head: Head) -> "faiss.Index":
    """The vectors of the examples for search, in the order of training."""
    import faiss  # twenty megabytes that only explanations need

    neighbours = faiss.IndexFlatIP(len(head.vectors))
    neighbours.add(np.ascontiguousarray(head.vectors.T))
    return neighbours


def explain(
    stage: Stage,
    neighbours: "faiss.Index",
    examples: Sequence[tuple[str, str]],
    vocabulary: Vocabulary,
    reading: Reading,
    vector: Floats,
    label: str | None = None,
) -> Explanation:
    """What decides about a reading with this vector, (d,), for `label` or for the label with the highest score.

    `neighbours` holds the stage's vectors of `examples`; of a given label only its own phrases count as near.
    """
    head = stage.head
    scores = head.scores(vector, vocabulary.rows(reading))
    answers = [place for place, name in enumerate(head.labels) if name not in MARKS]
    best = max(answers, key=scores.__getitem__) if label is None else head.labels.index(label)
    letters = _parts(vocabulary.chars, head.char_weights[:, best], [*char_ngrams(reading)])
    words = _parts(vocabulary.lemmas, head.lemma_weights[:, best], [*lemma_ngrams(reading)])
    by_letters, by_words = sum(letters.values()), sum(words.values())
    searched = _SEARCHED if label is None else neighbours.ntotal
    likeness, places = (found[0] for found in neighbours.search(head.compared(vector)[None], searched))
    near = [
        Near(
            examples[place][0],
            examples[place][1],
            likeness=float(cosine),
            part=float(sharpened(cosine) * head.dual[best, place]),
        )
        for place, cosine in zip(places, likeness, strict=True)
        if place >= 0 and (label is None or examples[place][1] == label)
    ]
    return Explanation(
        read_as=reading.text,
        layers=stage.depth,
        label=head.labels[best],
        score=float(scores[best]),
        by_sentence=float(scores[best] - by_letters - by_words),
        by_letters=by_letters,
        by_words=by_words,
        phrases=tuple(sorted(near, key=lambda phrase: -phrase.part)[:PHRASES]),
        letters=_strongest(letters),
        terms=_strongest(words),
        words=_word_by_word(reading, letters, words),
    )


def _word_by_word(
    reading: Reading, letters: Mapping[str, float], lemmas: Mapping[str, float]
) -> tuple[tuple[str, float], ...]:
    """What each word weighs; a run of letters counts for every word that has it, a pair of lemmas for none."""
    weights = {
        word: lemmas.get(lemma, 0.0) + sum(letters.get(run, 0.0) for run in set(char_ngrams_of(word)))
        for word, lemma in zip(reading.words, reading.lemmas, strict=True)
    }
    return tuple(weights.items())


def _strongest(parts: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(parts.items(), key=lambda part: -part[1])[:TERMS])


def _parts(terms: Terms, weights: Halves, document: list[str]) -> dict[str, float]:
    """Term → its part of the score."""
    columns, values = terms.row(document)
    known = dict.fromkeys(term for term in document if term in terms.places)
    return {term: float(part) for term, part in zip(known, values * weights[columns], strict=True)}
