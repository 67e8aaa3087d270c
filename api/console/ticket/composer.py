"""The composer: what stands in the field for an answer, and what can be put into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.console.refusals import WhichClause
from api.console.ticket.clauses import shown
from api.console.ticket.fields import Sent
from api.console.ticket.scene import Scene
from api.console.ticket.steps import Offer
from api.console.visit import Visit
from desk.lookup import hints
from tickets.acts.meanwhile import Answered
from tickets.life import ASSIGN, may
from tickets.queue.canned import canned_for, filled_in
from tickets.record.attachment import Attachment
from tickets.record.conversation import Author
from tickets.steps.pending import PendingReply


@dataclass(frozen=True, slots=True)
class Ready:
    """A canned reply, filled in for this ticket."""

    id: int
    title: str
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Composer:
    """As the page shows it; with text that cannot be sent there is something to tell."""

    text: str
    opens: bool  #: an answer can be sent
    colleague: str  #: who has taken the ticket over while the text was written; it can be taken back
    anyway: bool  #: a colleague has answered meanwhile
    back: PendingReply | None  #: what the text was before it was kept from leaving
    files: Sequence[Attachment]  #: of what was taken back, or could not be sent
    heard: int  #: the last pending reply that the page shows
    clauses: Sequence[Mapping[str, str]]  #: that may answer what the person wrote last
    canned: Sequence[Ready]

    @property
    def stranded(self) -> bool:
        """Whether there is text that nobody can send from here."""
        return bool(self.text) and not self.opens and not self.colleague


async def composer(
    visit: Visit, scene: Scene, can: Mapping[str, Offer], sent: Sent | None, error: Exception | None
) -> Composer:
    """What was sent and refused stands in it, else what was taken back.

    A page that fetches itself again leaves its composer as it is, so there is nothing to look for.
    """
    back = next((one for one in scene.pending[::-1] if one.stopped_at and one.actor == scene.me), None)
    written = sent.value("text") if sent and sent.form in {"answer", "ask"} else ""
    text = written or (back.text if back else "")
    opens = "answer" in can
    ticket = scene.ticket
    over = bool(text) and not opens and ticket.erased_at is None and may(ticket, ASSIGN, scene.me)
    return Composer(
        text=text,
        opens=opens,
        colleague=(ticket.assignee or "") if over else "",
        anyway=isinstance(error, Answered),
        back=back if back and not written else None,
        files=scene.waits_with(back),
        heard=max((one.id for one in scene.pending), default=0),
        clauses=await _clauses(visit, scene, error) if opens and not visit.refreshing else (),
        canned=await _canned(visit, scene) if opens and not visit.refreshing else (),
    )


async def _clauses(visit: Visit, scene: Scene, error: Exception | None) -> Sequence[Mapping[str, str]]:
    """Those that may answer; where a number was meant that several have, these."""
    knowledge = visit.ctx.desk.knowledge
    if isinstance(error, WhichClause):
        return [shown(knowledge, knowledge.quote(ref.address, document=ref.document)) for ref in error.found]
    since = [one.text for one in scene.talk if one.author is Author.USER and one.at >= scene.ticket.received_at]
    last = next((text for text in reversed(since) if text), scene.ticket.text)
    return [shown(knowledge, quote) for quote in await hints(knowledge, last)]


async def _canned(visit: Visit, scene: Scene) -> Sequence[Ready]:
    async with visit.ctx.database.reading() as session:
        found = await canned_for(session, scene.me)
    return [Ready(one.id, one.title, filled_in(one.text, scene.ticket), one.owner is not None) for one in found]
