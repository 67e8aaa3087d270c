"""The talk of a ticket: what was said and done, in one line of time, as staff read it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from api.console.console_words import BOT
from api.console.ticket.history import Line, history
from api.console.ticket.scene import Scene
from desk.deciding import NEAR
from desk.journal import Question
from desk.ref import Ref
from tickets.life import ASK, REFUSE, RESOLVE
from tickets.post.outbox import OutboxRow
from tickets.post.topics.to_person import Notice, StaffAnswered, StaffWords
from tickets.record.attachment import Attachment
from tickets.record.conversation import Author, StoredMessage
from tickets.record.labels import ACTORS
from tickets.staff.face import Face, known_as
from tickets.steps.pending import PendingReply, Says

SHOWN = 30  #: entries that are not folded
DECISIONS = (RESOLVE.name, REFUSE.name)


class Kind(StrEnum):
    """How an entry looks."""

    USER = "user"
    STAFF = "staff"
    BOT = "bot"
    NOTE = "note"  #: for colleagues only
    STEP = "step"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Entry:
    """One of them."""

    kind: Kind
    at: datetime
    text: str = ""
    said: str = ""  #: id of a message
    who: str = ""  #: of staff, where it is known
    face: Face | None = None  #: of the same
    via: str = ""  #: the channel it was written in
    asks: bool = False  #: and the person's answer is waited for
    why: Sequence[str] = ()  #: of a step
    clauses: Sequence[Ref] = ()  #: that the bot gave
    older: Sequence[StoredMessage] = ()  #: what was said before it was corrected, newest first
    deliveries: Sequence[OutboxRow] = ()
    files: Sequence[Attachment] = ()
    reply: PendingReply | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """All of it, oldest first; `earlier` is folded."""

    earlier: Sequence[Entry]
    shown: Sequence[Entry]

    @property
    def said(self) -> int:
        """How many messages are folded."""
        return sum(entry.kind in {Kind.USER, Kind.STAFF} for entry in self.earlier)


@dataclass(slots=True)
class _Sent:
    """What the outbox knows of one message."""

    rows: list[OutboxRow] = field(default_factory=list)
    original: bool = False
    corrects: str | None = None


def talk(scene: Scene) -> Talk:
    """Messages, notes and steps as they came; what was said before the ticket was opened is folded."""
    lines = history(scene.ticket)
    asks = {line.event.detail.get("message") for line in lines if line.event.step == ASK.name}
    entries = [*_said(scene, asks), *_done(scene, lines)]
    entries.sort(key=lambda entry: entry.at)
    waiting = [
        Entry(
            Kind.PENDING,
            reply.at,
            reply.text,
            who=known_as(reply.actor, scene.faces),
            asks=reply.says is Says.ASK,
            reply=reply,
            files=scene.waits_with(reply),
        )
        for reply in scene.pending
        if reply.stopped_at is None
    ]
    before = sum(entry.at < scene.ticket.received_at for entry in entries)
    folded = max(before, len(entries) - SHOWN)
    return Talk(entries[:folded], [*entries[folded:], *waiting])


def _said(scene: Scene, asks: Set[str | None]) -> Sequence[Entry]:
    sent = _by_message(scene)
    none = _Sent()
    instead = {rows.corrects: said for said, rows in sent.items() if rows.corrects}
    by_id = {said.id: said for said in scene.talk}
    found = []
    for said in scene.talk:
        if said.id in instead and instead[said.id] in by_id:
            continue
        rows, theirs = sent.get(said.id, none), said.author is Author.USER
        speaker = scene.speakers.get(said.id, "")
        face = scene.faces.get(speaker)
        found.append(
            Entry(
                Kind(said.author),
                said.at,
                said.text,
                said=said.id,
                who=face.name if face else speaker and ACTORS[speaker].staff,
                face=face,
                via=scene.channel if theirs else "staff" if rows.original else "",
                asks=said.id in asks,
                older=list(_older(said.id, sent, by_id)),
                deliveries=rows.rows,
                files=[file for file in scene.files if file.message_id == said.id],
            )
        )
        if question := scene.questions.get(said.id):
            found.append(_bot(question, said.at))
    return found


def _older(message: str, sent: Mapping[str, _Sent], by_id: Mapping[str, StoredMessage]) -> Sequence[StoredMessage]:
    rows = sent.get(message)
    before = rows and by_id.get(rows.corrects or "")
    return [before, *_older(before.id, sent, by_id)] if before else []


def _bot(question: Question, at: datetime) -> Entry:
    told = zip(question.refs, question.clauses, strict=True)
    refs = [ref for ref, (_, confidence) in told if confidence >= NEAR]
    most = {"Answer": 1, "Suggestions": len(refs), "Relayed": len(refs)}.get(question.outcome, 0)
    return Entry(Kind.BOT, at, BOT.get(question.outcome, question.outcome), clauses=refs[:most])


def _done(scene: Scene, lines: Sequence[Line]) -> Sequence[Entry]:
    """Notes and steps; an answer or a question is told by its words, a decision by both."""
    shown = {said.id for said in scene.talk}
    return [
        Entry(Kind.NOTE, line.at, str(line.event.detail.get("note", "")), who=known_as(line.who, scene.faces))
        if line.event.step == "note"
        else Entry(Kind.STEP, line.at, line.step, who=known_as(line.who, scene.faces), why=line.why)
        for line in lines
        if line.event.step in DECISIONS or line.event.detail.get("message") not in shown
    ]


def _by_message(scene: Scene) -> Mapping[str, _Sent]:
    found: dict[str, _Sent] = {}
    for row in scene.deliveries:
        match row.told:
            case Notice(news=StaffWords() as words):
                sent = found.setdefault(words.message, _Sent())
                sent.rows.append(row)
                sent.original = sent.original or words.original is not None
                if isinstance(words, StaffAnswered):
                    sent.corrects = sent.corrects or words.corrects
    return found
