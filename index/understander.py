"""Understanding messages with an index that is open."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from index.bank import Bank
from index.building import examples_of, manifest_of
from index.cold.building import is_cold, open_cold
from index.cold.common import Common
from index.cold.linking import Link
from index.dialogue import Turn
from index.encoder import Encoder
from index.explanation import Explanation, explain, neighbours_of
from index.folder import IndexMismatchError, checked
from index.hearing import Hearing, Mix
from index.labels import is_clause
from index.meaning import agreed, asked_besides, certain, several, surer, unshown, unwished, wordless
from index.moves import Move, begins_with_no, denies, move_of
from index.policy import Policy
from index.pronouns import corrected, corrects, named
from index.reader import Language, Reader, Reading
from index.spelling import Spelling
from index.storage import Index, load_index
from index.surroundings import Query, follows, leans, parts_of, plain_end, queries_of, requests_in
from index.understanding import TICKETS, Kind, Understanding
from index.unsure import doubted, load_unsure
from index.waiting import waits

LEANING = 0.5  #: what the message after the one that it leans on weighs beside the message alone


class Understander:
    """Tells what messages mean; threads may share it."""

    def __init__(
        self,
        index: Index,
        examples: Sequence[tuple[str, str]],
        encoder: Encoder,
        document: str = "",
        unsure: Collection[str] = (),
    ) -> None:
        self.document = document  #: its id
        self.unsure = frozenset(unsure)  #: addresses of clauses that are suggested and never quoted as the answer
        self.thresholds = index.thresholds
        self.surely = index.certain  #: certainty with which a message is looked at no further
        self.whole = index.cold is None  #: whether it was learned from phrases of the document itself
        self._index = index
        self._neighbours = cache(lambda place: neighbours_of(index.stages[place].head))
        self._examples = examples
        self._encoder = encoder
        self._reader = Reader(Spelling(index.word_uses, index.lemma_uses))

    def understand(self, text: str, context: Sequence[Turn] = ()) -> Understanding:
        """What a message means; `context` holds the conversation's earlier turns, oldest first.

        A message that leans on an earlier one is judged by itself and after that one. Of several questions in one
        message each gets its clause.
        """
        return doubted(self._understood(text, context), self.unsure, self.thresholds.answer)

    def _understood(self, text: str, context: Sequence[Turn]) -> Understanding:
        reading = self._reader.read(text)
        if not reading.readable:
            return wordless(reading.language)
        if context and (move := move_of(reading, context[-1])):
            return self._moved(move, context, reading.language)
        hearing = Hearing(self._index, self._encoder)
        mix = self._mix(text, reading, context)
        whole = hearing.hear(mix, reading.language).understanding
        if context and context[-1].offered and begins_with_no(reading) and whole.kind not in TICKETS:
            return wordless(reading.language)
        if context and (context[-1].declined or denies(reading)):
            whole = unwished(whole, context[-1].offered)
        if context and corrects(reading.text):
            whole = unshown(whole, context[-1].shown_of(self.document))
        if whole.kind is Kind.DELETION and whole.shapes:
            return asked_besides(whole, [self._part(hearing, part) for part in requests_in(reading, len(whole.shapes))])
        return self._in_parts(hearing, mix, whole) if whole.kind is Kind.QUESTION else whole

    def queries(self, text: str) -> tuple[Query, ...]:
        """The questions of a message that asks several; () of any other."""
        return queries_of(parts_of(self._reader.read(text).text))

    def understand_query(self, query: Query, text: str, context: Sequence[Turn] = ()) -> Understanding:
        """What one of the questions of a message means, after those before it where it leans on them."""
        mix = self._mix(text, self._reader.read(text), context)
        found = self._part(Hearing(self._index, self._encoder), *query, mix)
        return doubted(found, self.unsure, self.thresholds.answer)

    def meant(self, text: str, context: Sequence[Turn]) -> tuple[str, Sequence[Turn]]:
        """The message with what went before: that which was said last, where it only wants that again."""
        reading = self._reader.read(text)
        if reading.readable and context and move_of(reading, context[-1]) is Move.REPEAT:
            return self.meant(context[-1].text, context[:-1])
        return text, context

    def waits(self, text: str) -> bool:
        """Whether a message complains that an earlier letter has had no answer, or asks how it stands."""
        return waits(self._reader.read(text))

    def explain(self, text: str, context: Sequence[Turn] = (), label: str | None = None) -> Explanation:
        """Which phrases and features decide about a message, for `label` or for its likeliest label.

        A message that leans on an earlier one is read together with it.
        """
        reading = self._reader.read(text)
        mix = self._mix(text, reading, context)
        place = Hearing(self._index, self._encoder).hear(mix, reading.language).stage
        stage, read = self._index.stages[place], mix[-1][1]
        vector = self._encoder.encode([read.text], stage.depth)[0]
        links: tuple[Link, ...] = ()
        if cold := self._index.cold:
            scores = stage.head.scores(vector, self._index.vocabulary.rows(read))
            links = cold.decisive(scores, label or self.understand(text, context).candidates[0].number)
            label = links[0].topic
        explanation = explain(
            stage, self._neighbours(place), self._examples, self._index.vocabulary, read, vector, label
        )
        return replace(explanation, links=links)

    def _mix(self, text: str, reading: Reading, context: Sequence[Turn]) -> Mix:
        """The message by itself and, where it leans on an earlier one, after that."""
        if not context or not (leans(reading) or follows(reading, context[-1]) or corrects(reading.text)):
            return ((1.0, reading),)
        anchor = self._anchor(context)
        after = corrected(reading.text, anchor) or named(reading.text, anchor) or f"{anchor} {text}"
        return ((1 - LEANING, reading), (LEANING, self._reader.read(after)))

    def _in_parts(self, hearing: Hearing, mix: Mix, whole: Understanding) -> Understanding:
        """A question with what each of its parts asks, or wishes at its end."""
        text = mix[0][1].text
        if (end := plain_end(text)) and (wish := self._part(hearing, end)).kind in TICKETS:
            return wish
        parts = parts_of(text)
        # Every part costs as much as the whole: one question has been understood already, and a wish comes last.
        asked = [self._part(hearing, *query, mix) for query in queries_of(parts)]
        last = [self._part(hearing, part.text) for part in parts[-1:] if not part.asks]
        return several(whole, asked, last, lambda clause: clause.confidence >= self.thresholds.answer)

    def _anchor(self, context: Sequence[Turn]) -> str:
        """The newest of the earlier messages that stands by itself; the newest when none does."""
        said = (turn.text for turn in reversed(context) if turn.kind is not Kind.SMALLTALK)
        readings = ((text, self._reader.read(text)) for text in said)
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
            case Move.RETRACT:
                return certain(Kind.HUMAN, language)
            case Move.HURRY:
                return certain(Kind.UNANSWERABLE if last.opened is Kind.DELETION else Kind.HUMAN, language)

    def _part(self, hearing: Hearing, text: str, before: str | None = None, whole: Mix = ()) -> Understanding:
        """The understanding of a part; one that leans on what stands `before` it in the `whole` is read with that."""
        part = self._reader.read(text)
        leaning = before is not None and leans(part)
        if leaning and (told := named(part.text, before or "")):
            part, leaning = self._reader.read(told), False
        alone = hearing.hear(((1.0, part),), part.language).understanding
        if not leaning:
            return alone
        after = tuple((LEANING * weight, reading) for weight, reading in whole)
        return surer(alone, hearing.hear(((1 - LEANING, part), *after), part.language).understanding)


def open_index(
    folder: Path, policy: Policy, bank: Bank, encoder: Encoder, common: Common | None = None
) -> Understander:
    """The index in force in a folder; raises IndexFolderError when it is missing, damaged or of something else.

    Where the bank does not reach, `common` stands in. LinksError when the owner's links cannot be read.
    """
    if common and is_cold(policy, bank):
        index, used = open_cold(policy, bank, common, encoder, folder)
        said = [(phrase.whole, phrase.label) for phrase in used.bank.phrases]
        return Understander(index, said, encoder, policy.id, load_unsure(folder).clauses)
    index = load_index(checked(folder, manifest_of(policy, bank, encoder)))
    learnt = {label for label in index.stages[0].head.labels if is_clause(label)}
    if learnt != {*policy.quotable}:  # another parser made other clauses of the same text
        odd = min(learnt.symmetric_difference(policy.quotable))
        raise IndexMismatchError(f"пункт {odd}", _there(odd in learnt), _there(odd not in learnt))
    return Understander(index, examples_of(policy, bank), encoder, policy.id, load_unsure(folder).clauses)


def _there(known: bool) -> str:
    return "есть" if known else "нет"
