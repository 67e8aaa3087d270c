"""What the desk knows: its documents, each in one edition with an index built from it, always replaced together."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from urllib.parse import urlencode

from desk.claim_terms import claim_term
from desk.clause_names import in_link, key, within_quotes
from desk.known import Known
from desk.left_out import LeftOut
from desk.own_words import OwnWords, own_words, shared_words
from desk.ref import Ref
from desk.reply import Former, Place, Quote
from index.decision import Decision, Thresholds, decide
from index.dialogue import Turn
from index.editions.following import Following
from index.explanation import Explanation
from index.policy import Edition, Policy
from index.remembered import Remembered
from index.surroundings import Query
from index.together import each_answered, heard, thresholds_of, together
from index.understanding import Candidate, Understanding
from tickets.record.ticket import Request
from tickets.text.masking import leave_out


class UnknownDocumentError(LookupError):
    """There is no document of that id."""


class Knowledge:
    """Answers what a message means and how a clause is quoted.

    Whatever is asked without saying of which document is asked of the first. Raises UnknownDocumentError where a
    document is named that there is none of.
    """

    def __init__(
        self, documents: Sequence[Known], address: str, left_out: Sequence[LeftOut] = (), *, among: Sequence[Known] = ()
    ) -> None:
        """At least one, the first one first; `among` all that these were chosen of."""
        self.documents: Mapping[str, Known] = {known.policy.id: known for known in documents}
        self.left_out = tuple(left_out)
        self._all = tuple(among or documents)
        self._address = address
        self._remembered = Remembered()
        self.formers: dict[str, Knowledge] = {}  #: by edition of the first document, those that have been asked for
        self.former: Former | None = None  #: the edition that is held, where that is not in force any more

    @cached_property
    def first(self) -> Known:
        return next(iter(self.documents.values()))

    @property
    def policy(self) -> Policy:
        return self.first.policy

    @property
    def edition(self) -> Edition:
        return self.first.edition

    @property
    def version(self) -> str:
        """Of the index of the first document."""
        return self.first.version

    @property
    def versions(self) -> dict[str, str]:
        """Of the index of every document."""
        return {document: known.version for document, known in self.documents.items()}

    def edition_of(self, quotes: Sequence[Quote]) -> Edition:
        """That of the first clause's document, else of the first document."""
        document = quotes[0].document if quotes else ""
        return self.documents.get(document, self.first).edition

    @property
    def several(self) -> bool:
        """Whether a clause has to say of which document it is, also where one was chosen."""
        return len(self._all) > 1

    @cached_property
    def _within(self) -> Mapping[str, "Knowledge"]:
        alone = {known.policy.id: [known] for known in self.documents.values()}
        return {name: Knowledge(known, self._address, among=self._all) for name, known in alone.items()}

    def of_former(self, policy: Policy, until: date | None) -> "Knowledge":
        """The same of an edition of the first document that is not in force any more.

        Opens its index; where that is not here, it is heard through the edition in force.
        """
        if (known := self.formers.get(policy.edition.id)) is None:
            heard = self.first.opens(policy) or Following(self.first.understander, policy, self.policy)
            known = Knowledge([Known(policy, heard)], self._address, among=self._all)
            known.former = Former(policy.edition, until)
            self.formers[policy.edition.id] = known
        return known

    def alone(self, document: str = "") -> "Knowledge":
        """The same of one document alone; "" is the first."""
        return self.within(self.known(document).policy.id)

    def within(self, document: str | None) -> "Knowledge":
        """The same of one document alone; all of it where none is named."""
        if document is None or (len(self.documents) == 1 and document in self.documents):
            return self
        if document not in self._within:
            raise UnknownDocumentError(document)
        return self._within[document]

    def known(self, document: str = "") -> Known:
        """One document; "" is the first."""
        found = self.documents.get(document) if document else self.first
        if found is None:
            raise UnknownDocumentError(document)
        return found

    def ref(self, address: str, document: str = "") -> Ref:
        """Which clause this is, as buttons name it."""
        return Ref(address, "" if document in {"", self._all[0].policy.id} else document)

    def title(self, document: str = "") -> str:
        """What a document is called, "" where there is no other."""
        return self.known(document).policy.title if self.several else ""

    def keyed(self, word: str) -> Ref | None:
        """The clause that a key means, or the document as a whole; None where there is none."""
        for known in self._all:
            for address in ("", *known.policy.clauses):
                ref = self.ref(address, known.policy.id)
                if key(*ref) == word:
                    return ref
        return None

    def has(self, address: str, document: str = "") -> bool:
        """Whether there is such a clause."""
        known = self.documents.get(document) if document else self.first
        return known is not None and address in known.policy.clauses

    @property
    def policies(self) -> Mapping[str, Policy]:
        """By id, the first document first."""
        return {name: known.policy for name, known in self.documents.items()}

    @property
    def dates_claims(self) -> bool:
        """Whether a date can be told for a claim, under whatever document it is made."""
        return all(claim_term(policy).promised for policy in self.policies.values())

    @property
    def words(self) -> OwnWords:
        """How it is spoken of, and what people ask."""
        return shared_words([*self.policies.values()])

    def of_it(self, document: str = "") -> str:
        """A document in the genitive: «Политики», with its title where there are several."""
        policy = self.known(document).policy
        return f"документа «{within_quotes(policy.title)}»" if self.several else own_words(policy).of_it

    @property
    def thresholds(self) -> Thresholds:
        """Where confidence is enough for the first document alone."""
        return self.first.understander.thresholds

    def _thresholds(self, understanding: Understanding) -> Thresholds:
        answering = understanding.candidates[0].document if understanding.candidates else ""
        return thresholds_of(self._lead.understander.thresholds, self.known(answering).understander.thresholds)

    @cached_property
    def _lead(self) -> Known:
        """The document whose phrases tell what kind of message one is."""
        if len(self.documents) == 1:
            return self.first
        return next((known for known in self.documents.values() if known.understander.whole), self.first)

    def understand(self, text: str, earlier: Sequence[Turn], document: str | None = None) -> Understanding:
        """What the message means after the conversation's `earlier` turns; takes some milliseconds of one processor.

        Numbers of telephones, papers and cards and e-mail addresses are left out first: they are never embedded.
        """
        if document is not None:
            return self.within(document).understand(text, earlier)
        text, earlier = leave_out(text), [_without_numbers(turn) for turn in earlier]
        if len(self.documents) == 1:
            return self.first.says(text, earlier)
        text, earlier = self._lead.understander.meant(text, earlier)
        asked = (self._of_all(text, earlier, query) for query in self._lead.understander.queries(text))
        return each_answered(self._of_all(text, earlier), asked, self._sure)

    def _of_all(self, text: str, earlier: Sequence[Turn], query: Query | None = None) -> Understanding:
        """What a message, or one of the questions in it, means by all documents."""
        return together(heard([partial(known.voice, text, earlier, query) for known in self._in_order]))

    def _sure(self, clause: Candidate) -> bool:
        return clause.confidence >= self.known(clause.document).understander.thresholds.answer

    @cached_property
    def _in_order(self) -> Sequence[Known]:
        """The document that tells the kind of message in front."""
        return [self._lead, *(known for known in self.documents.values() if known is not self._lead)]

    def waits(self, text: str) -> bool:
        """Whether somebody complains of no answer to an earlier letter, or asks how it stands; takes no thinking."""
        return self.first.understander.waits(leave_out(text))

    async def think(self, text: str, earlier: Sequence[Turn]) -> Understanding:
        """The same off the event loop; what was understood lately is not thought about again."""
        if (known := self._remembered.find(text, earlier)) is not None:
            return known
        return await asyncio.to_thread(self.understood, text, earlier)

    def understood(self, text: str, earlier: Sequence[Turn]) -> Understanding:
        """The same on this thread."""
        if (known := self._remembered.find(text, earlier)) is None:
            known = self.understand(text, earlier)
            self._remembered.keep(text, earlier, known)
        return known

    def shapes(self, text: str, least: float = 0.0) -> tuple[Request, ...]:
        """What a request about data asks in the words of the law, likeliest first; none when nobody can tell.

        A proposal, which person and staff confirm; none when the first is less likely than `least`. Takes as long as
        `understand`.
        """
        understanding = self.understand(text, ())
        return tuple(map(Request, understanding.shapes)) if understanding.shape_confidence >= least else ()

    def explain(
        self, text: str, earlier: Sequence[Turn] = (), label: str | None = None, document: str = ""
    ) -> Explanation:
        """Which phrases and features of a document decide about a message, read without the same numbers."""
        turns = [_without_numbers(turn) for turn in earlier]
        return self.known(document).understander.explain(leave_out(text), turns, label)

    def decide(self, understanding: Understanding) -> Decision:
        """What to do about it."""
        return decide(understanding, self._thresholds(understanding))

    def quote(self, address: str, confidence: float = 1.0, document: str = "") -> Quote:
        """A clause as it is quoted; raises UnknownClauseError."""
        policy = self.known(document).policy
        clause = policy.clause(address)
        return Quote(
            document=policy.id,
            title=self.title(document),
            edition=policy.edition.id,
            address=address,
            number=clause.number,
            part=clause.part,
            path=policy.path(address),
            text=policy.quote(address),
            url=self.url(address, document),
            confidence=confidence,
            see=tuple(Place(each, self.url(each, document)) for each in policy.referred(address)),
        )

    def url(self, address: str, document: str = "") -> str:
        """Where the clause can be read among the others."""
        edition = f"?{urlencode({'edition': self.edition.id})}" if self.former else ""
        return f"{self._address}{self.page(document)}{edition}#{in_link(address)}"

    def page(self, document: str = "") -> str:
        """Path of the page with the whole document."""
        policy = self.known(document).policy
        return "/policy" if policy.id == self._all[0].policy.id else f"/documents/{policy.id}"

    def quotes(self, candidates: Sequence[Candidate]) -> tuple[Quote, ...]:
        """The candidates as they are quoted, in the same order."""
        return tuple(self.quote(c.number, c.confidence, c.document) for c in candidates)


def _without_numbers(turn: Turn) -> Turn:
    return replace(turn, text=leave_out(turn.text))
