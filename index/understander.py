"""Understanding messages with an index that is open."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import faiss

from index.bank import Bank
from index.building import examples_of, manifest_of
from index.calibration import Floats
from index.dialogue import Turn
from index.encoder import Encoder
from index.explanation import Explanation, explain
from index.folder import checked
from index.meaning import agreed, asked_besides, meaning, several, unwished, wordless
from index.moves import Move, begins_with_no, move_of
from index.policy import Policy
from index.reader import Language, Reader, Reading
from index.spelling import Spelling
from index.storage import Index, load_index
from index.surroundings import asks, follows, leans, parts_of, requests_in
from index.understanding import TICKETS, Kind, Understanding

LEANING = 0.5  #: what the message after the one that it leans on weighs beside the message alone


class Understander:
    """Tells what messages mean; threads may share it."""

    def __init__(
        self, index: Index, neighbours: faiss.Index, examples: Sequence[tuple[str, str]], encoder: Encoder
    ) -> None:
        self.thresholds = index.thresholds
        self._index = index
        self._neighbours = neighbours
        self._examples = examples
        self._encoder = encoder
        self._reader = Reader(Spelling(index.word_uses, index.lemma_uses))

    def understand(self, text: str, context: Sequence[Turn] = ()) -> Understanding:
        """What a message means; `context` holds the conversation's earlier turns, oldest first.

        A message that leans on an earlier one is judged by itself and after that one. Of several questions in one
        message each gets its clause.
        """
        reading = self._reader.read(text)
        if not reading.readable:
            return wordless(reading.language)
        if context and (move := move_of(reading, context[-1])):
            return self._moved(move, context, reading.language)
        scores = alone = self._scores(reading)
        if (after := self._after_another(text, reading, context)) is not None:
            scores = (1 - LEANING) * scores + LEANING * self._scores(after)
        whole = meaning(self._index.calibration, scores, reading.language)
        if scores is not alone and whole.kind not in TICKETS:  # what was wished before is not wished again by asking
            whole = replace(whole, wishes=meaning(self._index.calibration, alone, reading.language).wishes)
        if context and context[-1].offered and begins_with_no(reading) and whole.kind not in TICKETS:
            return wordless(reading.language)
        if context and context[-1].declined:
            whole = unwished(whole, context[-1].offered)
        if whole.kind is Kind.DELETION and whole.shapes:
            return asked_besides(whole, [self._part(part) for part in requests_in(reading)])
        if whole.kind is not Kind.QUESTION:
            return whole
        parts = parts_of(reading.text)
        asked = [part for part in parts if asks(part)]
        # Every part costs as much as the whole: one question has been understood already, and a wish comes last.
        looked_at = [self._part(part) for part in asked] if len(asked) > 1 else []
        last = [self._part(part) for part in parts[-1:] if not asks(part)]
        return several(whole, looked_at, last, self.thresholds.answer)

    def explain(self, text: str, context: Sequence[Turn] = (), label: str | None = None) -> Explanation:
        """Which phrases and features decide about a message, for `label` or for its likeliest label.

        A message that leans on an earlier one is read together with it.
        """
        reading = self._reader.read(text)
        reading = self._after_another(text, reading, context) or reading
        vector = self._encoder.encode([reading.text])[0]
        return explain(self._index.head, self._neighbours, self._examples, reading, vector, label)

    def _after_another(self, text: str, reading: Reading, context: Sequence[Turn]) -> Reading | None:
        """The message read after the one that it leans on; None when it stands by itself."""
        if not context or not (leans(reading) or follows(reading, context[-1])):
            return None
        return self._reader.read(f"{self._anchor(context)} {text}")

    def _anchor(self, context: Sequence[Turn]) -> str:
        """The newest of the earlier messages that stands by itself; the newest when none does."""
        readings = ((turn.text, self._reader.read(turn.text)) for turn in reversed(context))
        return next((text for text, reading in readings if reading.words and not leans(reading)), context[-1].text)

    def _moved(self, move: Move, context: Sequence[Turn], language: Language) -> Understanding:
        """The understanding of a message that only takes up, turns down or wants again what was said last."""
        last = context[-1]
        match move:
            case Move.ACCEPT:
                return agreed(last.pending, self.understand(last.text).shapes, language)
            case Move.DECLINE:
                return wordless(language)
            case Move.REPEAT:
                return self.understand(last.text, context[:-1])

    def _part(self, text: str) -> Understanding:
        part = self._reader.read(text)
        return meaning(self._index.calibration, self._scores(part), part.language)

    def _scores(self, reading: Reading) -> Floats:
        return self._index.head.scores(self._encoder.encode([reading.text])[0], reading)


def open_index(folder: Path, policy: Policy, bank: Bank, encoder: Encoder) -> Understander:
    """The index in force in a folder; raises IndexFolderError when it is missing, damaged or of something else."""
    index, neighbours = load_index(checked(folder, manifest_of(policy, bank, encoder)))
    return Understander(index, neighbours, examples_of(policy, bank), encoder)
