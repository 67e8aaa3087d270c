"""Several documents asked as one: what a message means is told by one of them, or by those that come nearest.

What kind of message it is, is told by the document that is asked first, the *lead*: the first whose own phrases teach
the kinds, else the first of all. Each document judges its clauses as if there were no other, so what the others say is
weighed: the more are asked in vain, the likelier one of them is sure by mistake; and what the lead answers, they need
not. Of several questions in one message each is asked of all documents.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from index.decision import Thresholds
from index.meaning import CANDIDATES, several
from index.understanding import Candidate, Kind, Understanding

#: How much likelier another document's clause must be than the lead's to be shown before it, where neither is an
#: answer. Fitted on policy_text/privacy/evaluation alone, with three documents beside: with less, hit@1 falls there by
#: more than a point.
AHEAD = 3.0
_ASKED = (Kind.QUESTION, Kind.UNANSWERABLE)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one document says to a message; its candidates bear its id."""

    understanding: Understanding
    answer: float  #: least confidence of its first clause for a plain answer
    surely: float | None  #: certainty with which it answers without the others; None: never, it lacks phrases

    @property
    def best(self) -> float:
        """Confidence of its first clause."""
        return self.understanding.candidates[0].confidence if self.understanding.candidates else 0.0

    def among(self, others: int) -> "Voice":
        """The same where so many `others` are asked besides: the odds of each clause, shared by all of these."""
        shared = (replace(each, confidence=_shared(each.confidence, others)) for each in self.understanding.candidates)
        return replace(self, understanding=replace(self.understanding, candidates=tuple(shared)))


def heard(documents: Iterable[Callable[[], Voice]]) -> tuple[Voice, ...]:
    """What the documents say, the lead first; the others are not asked where that is certain."""
    voices: list[Voice] = []
    for ask in documents:
        voices.append(ask())
        if (surely := voices[0].surely) is not None and voices[0].understanding.certainty >= surely:
            break
    return tuple(voices)


def together(voices: Sequence[Voice]) -> Understanding:
    """The understanding of a message by the documents that were asked, the lead first; a pure function.

    Of a question the first clause is the lead's, unless another document answers it, or is nearer by far where nobody
    does. Only where no document answers there is no answer. The likeliest two documents are among the first three.
    """
    lead, *rest = voices
    if not rest:
        return lead.understanding
    others = [voice.among(len(rest)) for voice in rest]
    if lead.surely is None:
        lead = lead.among(len(rest))
    rival = max(others, key=lambda voice: voice.best)
    asked = lead.understanding.kind in _ASKED
    answers = asked and rival.best > lead.best and rival.best * _silence(lead) >= rival.answer
    ahead = answers or (asked and rival.best > _needed(lead))
    nearest = _in_order((rival, lead) if ahead else (lead, rival), others)
    said = replace(lead.understanding, candidates=nearest, questions=1)
    known = rival.understanding.kind is Kind.QUESTION and ahead and lead.surely is None
    return _less_silent(said, rival.best, answers=answers or known) if asked else said


def each_answered(
    whole: Understanding, asked: Iterable[Understanding], sure: Callable[[Candidate], bool]
) -> Understanding:
    """The understanding of a message by several documents, where each of its questions is `asked` of all of them.

    They are asked only where the message wants to know something. Of what nothing answers as a whole, two questions
    may have a `sure` clause each. After those that answer come the first clause of each question, and the best of the
    document that is next likely for it.
    """
    if whole.kind not in _ASKED or not whole.candidates or not (parts := tuple(asked)):
        return whole
    found = several(whole, parts, (), sure)
    found = replace(found, candidates=_one_each(found, [part for part in parts if part.kind in _ASKED]))
    if whole.kind is Kind.QUESTION:
        return found
    return _less_silent(found, found.candidates[0].confidence, answers=True) if found.questions > 1 else whole


def thresholds_of(lead: Thresholds, answering: Thresholds) -> Thresholds:
    """Where confidence is enough, when one document tells the kind of message and another has the first clause."""
    return replace(answering, silent=lead.silent, offer=lead.offer)


def _one_each(found: Understanding, parts: Iterable[Understanding]) -> tuple[Candidate, ...]:
    """What answers, the first clause of each part, then the best of another document for each, then all else."""
    nearest = [part.candidates for part in parts if part.candidates]
    others = (next((each for each in own if each.document != own[0].document), own[0]) for own in nearest)
    ordered = (*found.candidates[: found.questions], *(own[0] for own in nearest), *others, *found.candidates)
    kept: dict[tuple[str, str], Candidate] = {}
    for each in ordered:
        kept.setdefault(each.ref, each)
    return tuple(kept.values())[:CANDIDATES]


def _shared(confidence: float, others: int) -> float:
    return confidence / (confidence + others * (1 - confidence)) if confidence else 0.0


def _needed(lead: Voice) -> float:
    """What another document must have more of to be shown first; nobody knows the kinds better than the lead."""
    return lead.best if lead.surely is None else AHEAD * lead.best


def _silence(lead: Voice) -> float:
    """How likely the lead does not answer what is asked; a document that lacks phrases cannot tell for others."""
    if lead.surely is None:
        return 1.0
    told = lead.understanding.probabilities
    silent = told[Kind.UNANSWERABLE]
    return silent / max(silent + told[Kind.QUESTION], 1e-9)


def _less_silent(said: Understanding, rival: float, *, answers: bool) -> Understanding:
    """The same where another document has a clause of that confidence: so much less likely nothing answers."""
    told = said.probabilities
    silent = told[Kind.UNANSWERABLE] * (1 - rival)
    asked = told[Kind.QUESTION] + told[Kind.UNANSWERABLE]
    shares = {**told, Kind.QUESTION: asked - silent, Kind.UNANSWERABLE: silent}
    kind = Kind.QUESTION if answers else said.kind
    return replace(said, kind=kind, kind_confidence=shares[kind], probabilities=shares)


def _in_order(nearest: Sequence[Voice], others: Sequence[Voice]) -> tuple[Candidate, ...]:
    """The clause that comes first, the likeliest of the rest, the second document's, then all by confidence."""
    first, second = nearest
    every = {id(voice): voice.understanding.candidates for voice in (*nearest, *others)}
    likely = sorted((each for found in every.values() for each in found), key=lambda each: -each.confidence)
    begun = [*first.understanding.candidates[:1]]
    begun += [each for each in likely if each not in begun][:1]
    begun += [each for each in second.understanding.candidates[:1] if each not in begun]
    return (*begun, *(each for each in likely if each not in begun))[:CANDIDATES]
