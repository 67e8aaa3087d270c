"""The steps that staff take from a page: forms of the acts of `tickets.acts`, with what may be chosen in them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from api.console.refusals import NoSuchForm
from api.console.ticket import options
from api.console.ticket.fields import Option
from api.console.ticket.scene import Scene
from tickets.acts.act import Act, Field, Side
from tickets.acts.performing import can
from tickets.acts.table import BLOCK, EXPORT, MUTE, UNBLOCK, UNMUTE, acts_of

#: Acts of staff that have no form here, each with why.
NOT_OFFERED: Mapping[str, str] = {
    "correct": "a reply from a page waits until its author no longer takes it back; then it has been read",
    "erase": "a page erases with the decision that the person asked for; whoever must erase otherwise has the terminal",
}
#: In their order on the page; what is handed out is a file and has a page of its own (`papers`).
FORMS = tuple(act for act in acts_of(Side.STAFF) if act.name not in NOT_OFFERED and act is not EXPORT)

_OPTIONS: Mapping[tuple[str, str], Callable[[Scene], Sequence[Option]]] = {
    ("confirm", "asked"): options.asked,
    ("extend", "period"): options.extendable,
    ("meet", "period"): options.running,
    ("assign", "assignee"): options.colleagues,
    ("duplicate", "into"): options.earlier,
    ("merge", "into"): options.open_siblings,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A form that can be sent now, with what may be chosen in its fields."""

    form: Act[object]
    options: Mapping[str, Sequence[Option]]

    @property
    def fields(self) -> Sequence[Field]:
        """Those that are drawn: what else may be told is asked for on a second page."""
        return [field for field in self.form.fields if not field.optional]


def offers(scene: Scene) -> Sequence[Offer]:
    """The forms of a page, in their order. An erased ticket has none, and a form without a choice is none."""
    if scene.ticket.erased_at is not None:
        return []
    return [
        offer
        for offer in (Offer(form, _options(form, scene)) for form in FORMS)
        if can(scene.ticket, offer.form, scene.me)
        and _fits(offer.form, scene)
        and all(any(not option.disabled for option in choice) for choice in offer.options.values())
    ]


def form_named(name: str) -> Act[object]:
    """Raises NoSuchForm."""
    found = next((form for form in FORMS if form.name == name), None)
    if found is None:
        raise NoSuchForm(name)
    return found


def _fits(form: Act[object], scene: Scene) -> bool:
    """What the ticket does not tell by itself."""
    if form is UNBLOCK:
        return scene.block is not None and scene.ticket.assignee == scene.me
    if form in {MUTE, UNMUTE}:
        return scene.ticket.muted is (form is UNMUTE)
    return form is not BLOCK or scene.block is None


def _options(form: Act[object], scene: Scene) -> Mapping[str, Sequence[Option]]:
    named = {field.name: _OPTIONS.get((form.name, field.name)) for field in form.fields}
    return {name: choose(scene) for name, choose in named.items() if choose is not None}
