"""The steps that staff take from a page: each a form, the arrows of `tickets.life` behind it, and what it does."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.console.form_words import NORMS
from api.console.refusals import NoSuchForm
from api.console.ticket import options
from api.console.ticket.fields import Field, Look, Option, Sent
from api.console.ticket.scene import Scene
from tickets import clock, identity, life
from tickets.pending import PendingReply, Says, pend
from tickets.steps import blocking, by_staff, confirming, deciding, extending, joining
from tickets.text.masking import mask
from tickets.ticket import Ticket

Act = Callable[[AsyncSession, Sent], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Form:
    """One step."""

    name: str
    arrows: tuple[life.Step, ...]  #: it is shown while one of them may be taken
    act: Act
    fields: tuple[Field, ...] = ()
    when: Callable[[Scene], bool] = lambda _: True  #: what else must hold
    decides: bool = False  #: on what the page showed, so nothing may have happened meanwhile
    speaks: bool = False  #: to the person, after a while in which it can be taken back
    apart: bool = False  #: has nothing to do with what is said, so what waits to leave goes on waiting


@dataclass(frozen=True, slots=True)
class Offer:
    """A form that can be sent now, with what may be chosen in its fields."""

    form: Form
    options: dict[str, Sequence[Option]]


def offers(scene: Scene) -> Sequence[Offer]:
    """The forms of a page, in their order. An erased ticket has none, and a form without a choice is none."""
    if scene.ticket.erased_at is not None:
        return []
    found = [Offer(form, {f.name: f.options(scene) for f in form.fields if f.options}) for form in FORMS]
    return [
        offer
        for offer in found
        if any(may(scene.ticket, arrow, scene.me) for arrow in offer.form.arrows)
        and offer.form.when(scene)
        and all(any(not option.disabled for option in choice) for choice in offer.options.values())
    ]


def may(ticket: Ticket, arrow: life.Step, actor: str) -> bool:
    """Whether this actor can take the step now."""
    try:
        life.check(ticket, arrow, actor)
    except (life.WrongStep, life.TakenByAnother):
        return False
    return True


def form_named(name: str) -> Form:
    """Raises NoSuchForm."""
    found = next((form for form in FORMS if form.name == name), None)
    if found is None:
        raise NoSuchForm(name)
    return found


def _words(name: str) -> Field:
    return Field(name, Look.WORDS)


async def _speak(session: AsyncSession, sent: Sent, says: Says) -> PendingReply:
    """Say it after a while; with `anyway` also where a colleague has taken the ticket over, who then gives it up."""
    text = sent.words("text")
    if sent.value("anyway"):
        ticket = await life.hold(session, sent.number)
        if may(ticket, life.ASSIGN, sent.actor) and ticket.assignee != sent.actor:
            await by_staff.assign(session, sent.number, sent.actor, sent.actor)
    return await pend(session, sent.number, sent.actor, says, text)


FORMS = (
    Form(
        "take", (life.TAKE, life.TAKE_UNPROVEN), lambda session, sent: by_staff.take(session, sent.number, sent.actor)
    ),
    Form("return", (life.RETURN,), lambda session, sent: by_staff.give_back(session, sent.number, sent.actor)),
    Form("close", (life.CLOSE,), lambda session, sent: deciding.close(session, sent.number, sent.actor)),
    Form(
        "answer",
        (life.ANSWER,),
        lambda session, sent: _speak(session, sent, Says.ANSWER),
        (_words("text"),),
        speaks=True,
    ),
    Form(
        "ask",
        (life.ASK,),
        lambda session, sent: _speak(session, sent, Says.ASK),
        (_words("text"),),
        speaks=True,
    ),
    Form(
        "vouch",
        (life.VOUCH,),
        lambda session, sent: identity.vouch(session, sent.number, sent.actor, mask(sent.line("how"))),
        (Field("how", Look.LINE),),
    ),
    Form(
        "confirm",
        (life.CONFIRM,),
        lambda session, sent: confirming.confirm(session, sent.number, sent.actor, sent.values("asked"), sent.zone),
        (Field("asked", Look.CHECKS, options.asked),),
        decides=True,
    ),
    Form(
        "extend",
        (life.EXTEND,),
        lambda session, sent: extending.extend(
            session, sent.number, sent.actor, sent.value("period"), sent.words("reason"), sent.zone
        ),
        (Field("period", Look.CHOICE, options.extendable), _words("reason")),
    ),
    Form(
        "meet",
        (life.MEET,),
        lambda session, sent: clock.meet(session, sent.number, sent.actor, sent.value("period"), sent.words("done")),
        (Field("period", Look.CHOICE, options.running), _words("done")),
    ),
    Form(
        "resolve",
        (life.RESOLVE,),
        lambda session, sent: deciding.resolve(session, sent.number, sent.actor, sent.words("text")),
        (_words("text"),),
        decides=True,
    ),
    Form(
        "refuse",
        (life.REFUSE,),
        lambda session, sent: deciding.refuse(
            session, sent.number, sent.actor, sent.words("reason"), sent.line("norm")
        ),
        (_words("reason"), Field("norm", Look.LINE, suggestions=NORMS)),
        decides=True,
    ),
    Form(
        "block",
        (life.BLOCK,),
        lambda session, sent: blocking.block(session, sent.number, sent.actor, sent.words("reason")),
        (_words("reason"),),
        when=lambda scene: scene.block is None,
    ),
    Form(
        "unblock",
        (life.UNBLOCK,),
        lambda session, sent: blocking.lift(session, sent.number, sent.actor, sent.words("outcome")),
        (_words("outcome"),),
        when=lambda scene: scene.block is not None and scene.ticket.assignee == scene.me,
    ),
    Form(
        "assign",
        (life.ASSIGN, life.ASSIGN_NEW, life.ASSIGN_UNPROVEN),
        lambda session, sent: by_staff.assign(session, sent.number, sent.actor, sent.value("assignee")),
        (Field("assignee", Look.CHOICE, options.colleagues),),
    ),
    Form(
        "duplicate",
        (life.DUPLICATE,),
        lambda session, sent: joining.duplicate(session, sent.number, sent.actor, sent.value("into"), sent.zone),
        (Field("into", Look.CHOICE, options.earlier),),
    ),
    Form(
        "merge",
        (life.MERGE,),
        lambda session, sent: joining.merge(session, sent.number, sent.actor, sent.value("into"), sent.zone),
        (Field("into", Look.CHOICE, options.open_siblings),),
    ),
    Form(
        "note",
        (life.NOTE,),
        lambda session, sent: by_staff.note(session, sent.number, sent.actor, sent.words("text")),
        (_words("text"),),
        apart=True,
    ),
    Form(
        "reopen",
        (life.REOPEN,),
        lambda session, sent: deciding.reopen(session, sent.number, sent.actor, sent.words("reason"), sent.zone),
        (_words("reason"),),
    ),
)
