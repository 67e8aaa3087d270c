"""Which clause: of a number that the document repeats, the member who wants to send one chooses."""

from collections.abc import Sequence

from bot.dialogue.speech import gist
from bot.sending import calls
from bot.sending.layout import close, compose, note, plain
from bot.staff import group_words
from bot.staff.buttons import clause_keyboard
from bot.staff.post import replying
from bot.staff.turn import StaffTurn
from desk.clause_names import clause_label, titled
from desk.ref import Ref
from tickets.post.outbox import STAFF, room_lane, tell
from tickets.record.conversation import StoredMessage


def ask_which(turn: StaffTurn, number: str, found: Sequence[Ref], base: StoredMessage | None) -> None:
    """Name the clauses, with a button that sends each; `base` is the message of the person that is answered."""
    knowledge = turn.desk.knowledge
    titles = {ref: knowledge.title(ref.document) for ref in found}
    blocks = [note(group_words.WHICH_CLAUSE.format(number=number, example=found[-1].address))]
    for ref, title in titles.items():
        clause = knowledge.known(ref.document).policy.clause(ref.address)
        named = titled(clause_label(ref.address), title)
        blocks.append(close(plain(f"{named} — {gist(clause.text or clause.heading)}")))
    call = calls.message(
        turn.spot.place,
        compose(blocks)[0],
        reply_markup=clause_keyboard(titles, base.id if base else ""),
        message_thread_id=turn.spot.thread,
        reply_parameters=replying(turn.spot.message),
    )
    tell(turn.session, STAFF, room_lane(turn.number), calls.as_topic(call), turn.cause)
