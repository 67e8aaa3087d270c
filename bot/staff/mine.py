"""What a staff member holds, with the way to each topic."""

from sqlalchemy import select

from bot.sending import calls
from bot.sending.layout import bold, close, compose, link, plain
from bot.staff import group_words
from bot.staff.board import topic_address
from bot.staff.post import replying
from bot.staff.turn import StaffTurn
from tickets.post.outbox import STAFF, tell
from tickets.post.room import Room
from tickets.queue.lists import BY_URGENCY
from tickets.record.labels import KINDS, STATUSES
from tickets.record.ticket import HELD, Ticket

MOST = 30  #: tickets


async def show_mine(turn: StaffTurn) -> None:
    """In the order of the queue."""
    query = (
        select(Ticket, Room.thread)
        .outerjoin(Room, (Room.ticket_id == Ticket.id) & (Room.place == str(turn.spot.place)))
        .where(Ticket.assignee == turn.actor, Ticket.status.in_(HELD))
        .order_by(*BY_URGENCY)
        .limit(MOST)
    )
    found = (await turn.session.execute(query)).all()
    blocks = [bold(group_words.MINE.format(actor=turn.actor, count=len(found)))]
    for ticket, thread in found:
        status = STATUSES[ticket.status].staff
        line = group_words.MINE_LINE.format(number=ticket.number, kind=KINDS[ticket.kind].staff, status=status)
        address = topic_address(str(turn.spot.place), thread) if thread else None
        blocks.append(close(link(line, address) if address else plain(line)))
    call = calls.message(
        turn.spot.place,
        compose(blocks)[0],
        message_thread_id=turn.spot.thread,
        reply_parameters=replying(turn.spot.message),
    )
    tell(turn.session, STAFF, STAFF, calls.as_topic(call), turn.cause)
