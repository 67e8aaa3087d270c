"""The table: everything that can be done to a ticket, by staff, by its person and by time."""

from tickets import life
from tickets.acts import doing
from tickets.acts.act import STAFF, Act, Field, Kind, Side
from tickets.erasure.dossier import Dossier, export
from tickets.post.topics import to_person, to_staff
from tickets.steps import blocking, by_staff, confirming, deciding, extending, joining, muting, own_steps, proving
from tickets.steps.pending import Says

PERSON, TIME = frozenset({Side.PERSON}), frozenset({Side.TIME})


TAKE = Act(
    name="take",
    does=lambda session, deed: by_staff.take(session, deed.number, deed.actor),
    to_person=(to_person.IdentityNeeded,),
)
RETURN = Act(
    name="return",
    does=lambda session, deed: by_staff.give_back(session, deed.number, deed.actor),
    to_staff=(to_staff.TicketReturned,),
)
CLOSE = Act(
    name="close",
    by=STAFF | PERSON | TIME,
    does=lambda session, deed: deciding.close(session, deed.number, deed.actor, deed.at),
    to_person=(to_person.Closed,),
)
ANSWER = Act(
    name="answer",
    does=lambda session, deed: doing.speak(session, deed, Says.ANSWER),
    fields=(Field("text"),),
    to_person=(to_person.StaffAnswered,),
    speaks=True,
    replies=True,
)
ASK = Act(
    name="ask",
    does=lambda session, deed: doing.speak(session, deed, Says.ASK),
    fields=(Field("text"),),
    to_person=(to_person.StaffAsked,),
    speaks=True,
    replies=True,
)
CORRECT = Act(
    name="correct",
    more=(life.ANSWER,),
    does=doing.correct,
    fields=(Field("message", Kind.LINE), Field("text")),
    to_person=(to_person.StaffAnswered,),
    speaks=True,
)
VOUCH = Act(
    name="vouch",
    does=lambda session, deed: proving.vouch(session, deed.number, deed.actor, deed.said("how")),
    fields=(Field("how", Kind.LINE),),
)
CONFIRM = Act(
    name="confirm",
    does=lambda session, deed: confirming.confirm(
        session, deed.number, deed.actor, deed.several("asked"), deed.local()
    ),
    fields=(Field("asked", Kind.SEVERAL),),
    to_person=(to_person.Confirmed, to_person.IdentityNeeded),
    decides=True,
)
EXTEND = Act(
    name="extend",
    does=lambda session, deed: extending.extend(
        session, deed.number, deed.actor, deed.said("period"), deed.said("reason"), deed.local(), deed.at
    ),
    fields=(Field("period", Kind.CHOICE), Field("reason")),
    to_person=(to_person.Extended,),
    speaks=True,
)
MEET = Act(
    name="meet",
    does=lambda session, deed: confirming.meet(
        session, deed.number, deed.actor, deed.said("period"), deed.said("done")
    ),
    fields=(Field("period", Kind.CHOICE), Field("done")),
    fulfils=True,
)
RESOLVE = Act(
    name="resolve",
    does=doing.resolve,
    fields=(Field("text"), Field("data", Kind.CHOICE, optional=True), Field("kept", optional=True)),
    to_person=(to_person.Resolved, to_person.DataErased),
    to_staff=(to_staff.ReplyDropped,),
    fulfils=True,
    decides=True,
    speaks=True,
)
REFUSE = Act(
    name="refuse",
    does=lambda session, deed: deciding.refuse(
        session, deed.number, deed.actor, deed.said("reason"), deed.said("norm"), deed.at, original=deed.original
    ),
    fields=(Field("reason"), Field("norm", Kind.LINE)),
    to_person=(to_person.Refused,),
    decides=True,
    speaks=True,
)
BLOCK = Act(
    name="block",
    does=lambda session, deed: blocking.block(session, deed.number, deed.actor, deed.said("reason"), deed.at),
    fields=(Field("reason"),),
)
UNBLOCK = Act(
    name="unblock",
    does=lambda session, deed: blocking.lift(session, deed.number, deed.actor, deed.said("outcome")),
    fields=(Field("outcome"),),
)
ASSIGN = Act(
    name="assign",
    does=lambda session, deed: by_staff.assign(session, deed.number, deed.actor, deed.said("assignee")),
    fields=(Field("assignee", Kind.CHOICE),),
    to_person=(to_person.IdentityNeeded,),
    to_staff=(to_staff.TicketAssigned,),
)
DUPLICATE = Act(
    name="duplicate",
    does=lambda session, deed: joining.duplicate(session, deed.number, deed.actor, deed.said("into"), deed.local()),
    fields=(Field("into", Kind.CHOICE),),
    to_person=(to_person.Duplicate,),
    other="into",
)
MERGE = Act(
    name="merge",
    does=lambda session, deed: joining.merge(session, deed.number, deed.actor, deed.said("into"), deed.local()),
    fields=(Field("into", Kind.CHOICE),),
    to_person=(to_person.Merged,),
    other="into",
)
NOTE = Act(
    name="note",
    does=lambda session, deed: by_staff.note(session, deed.number, deed.actor, deed.said("text")),
    fields=(Field("text"),),
    apart=True,
)
MUTE = Act(
    name="mute",
    does=lambda session, deed: muting.mute(session, deed.number, deed.actor),
    apart=True,
)
UNMUTE = Act(
    name="unmute",
    does=lambda session, deed: muting.unmute(session, deed.number, deed.actor),
    apart=True,
)
REOPEN = Act(
    name="reopen",
    by=STAFF | PERSON,
    does=doing.reopen,
    fields=(Field("reason"),),
    to_person=(to_person.Reopened,),
    to_staff=(to_staff.TicketReopened,),
)
EXPORT: Act[Dossier] = Act(
    name="export",
    does=lambda session, deed: export(session, deed.number, deed.actor, deed.holdings, deed.maybe("vouched")),
    fields=(Field("vouched", Kind.LINE, optional=True),),
)
ERASE = Act(
    name="erase",
    does=doing.erase,
    fields=(Field("reason", Kind.CHOICE, optional=True), Field("force", Kind.CHOICE, optional=True)),
    to_person=(to_person.DataErased,),
    to_staff=(to_staff.ReplyDropped,),
    fulfils=True,
    drops=True,
)
REPLY = Act(
    name="reply",
    by=PERSON,
    does=lambda session, deed: own_steps.reply(session, deed.number),
    apart=True,
)
ADD = Act(
    name="add",
    by=PERSON,
    does=lambda session, deed: own_steps.add(session, deed.number, deed.said("text"), deed.said("origin")),
    fields=(Field("text"), Field("origin", Kind.LINE)),
    to_staff=(to_staff.UserAdded,),
)
COMPLAIN = Act(
    name="complain",
    by=PERSON,
    does=lambda session, deed: own_steps.complain(session, deed.number, deed.at),
    apart=True,
)
RETRACT = Act(
    name="retract",
    by=PERSON,
    does=lambda session, deed: own_steps.retract(session, deed.number, deed.at),
    to_person=(to_person.Retracted,),
    to_staff=(to_staff.TicketRetracted,),
)
WITHDRAW_CONSENT = Act(
    name="withdraw_consent",
    by=PERSON,
    more=(life.REOPEN,),
    does=doing.withdraw_consent,
    to_person=(to_person.ConsentEnded,),
    to_staff=(to_staff.ConsentWithdrawn,),
)
RATE = Act(
    name="rate",
    by=PERSON,
    does=doing.rate_it,
    fields=(Field("helped", Kind.CHOICE), Field("comment", Kind.LINE, optional=True)),
    apart=True,
)
PROVE = Act(
    name="prove",
    by=PERSON,
    does=doing.prove,
    fields=(Field("how", Kind.CHOICE), Field("account", Kind.LINE, optional=True)),
    apart=True,
)
LAPSE = Act(
    name="lapse",
    by=TIME,
    does=lambda session, deed: by_staff.lapse(session, deed.number, deed.at),
    to_staff=(to_staff.TicketLapsed,),
)
UNEXTEND = Act(
    name="unextend",
    by=TIME,
    does=lambda session, deed: extending.unextend(session, deed.number, deed.said("period"), deed.local(), deed.at),
    fields=(Field("period", Kind.CHOICE),),
    to_staff=(to_staff.ExtensionVoid,),
)

#: In the order in which a page shows them.
ACTS: tuple[Act[object], ...] = (
    *(TAKE, RETURN, CLOSE, ANSWER, ASK, CORRECT, VOUCH, CONFIRM, EXTEND, MEET, RESOLVE, REFUSE, BLOCK, UNBLOCK),
    *(ASSIGN, DUPLICATE, MERGE, NOTE, MUTE, UNMUTE, REOPEN, EXPORT, ERASE),
    *(REPLY, ADD, COMPLAIN, RETRACT, WITHDRAW_CONSENT, RATE, PROVE, LAPSE, UNEXTEND),
)


def acts_of(side: Side) -> tuple[Act[object], ...]:
    """What this side can do."""
    return tuple(act for act in ACTS if side in act.by)
