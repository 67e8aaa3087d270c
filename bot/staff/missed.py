"""Missed words: what was said while a ticket's topic could not be used, told there with the next news."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from bot.sending.layout import note
from bot.staff import group_words
from bot.staff.news import News
from bot.staff.post import Post
from bot.staff.scene import Scene, look, note_shown
from tickets.post.outbox import OutboxRow, Parcel
from tickets.post.topics.to_staff import StaffWrote, UserAdded, UserWrote
from tickets.store.database import Database

WORDS = (UserWrote, UserAdded, StaffWrote)


async def note_missed(database: Database, parcel: Parcel) -> None:
    """These words are not told in their topic; where there is none yet, the one that is made asks for all of them."""
    if not isinstance(parcel.topic, WORDS) or parcel.topic.number is None:
        return
    scene = await look(database, parcel.topic.number)
    if scene is not None and scene.room is not None and scene.shown.get("missed_since") is None:
        await note_shown(database, scene.room, missed_since=parcel.id)


async def tell_missed(news: News, parcel: Parcel, scene: Scene, post: Post) -> Scene:
    """Tell what came before this parcel and was missed, each once; gives the scene after that. Raises as `deliver`."""
    since = scene.shown.get("missed_since")
    if since is None or scene.ticket.erased_at is not None:
        return scene
    rows = await _missed(post.database, parcel, since)
    if rows:
        await post.say(note(group_words.MISSED))
    for row in rows:
        if told := row.told:
            # Files of an album come one by one: it is too late to wait for the others.
            await news.tell(replace(told, album=None) if isinstance(told, UserWrote) else told, scene, post)
        scene = await _note(post.database, scene, row.id + 1)
    return await _note(post.database, scene, None)


async def _missed(database: Database, parcel: Parcel, since: int) -> Sequence[OutboxRow]:
    query = select(OutboxRow).where(
        OutboxRow.channel == parcel.channel,
        OutboxRow.lane == parcel.lane,
        OutboxRow.topic.in_([words.stored_as for words in WORDS]),
        OutboxRow.id >= since,
        OutboxRow.id < parcel.id,
    )
    return await database.fetch(query.order_by(OutboxRow.id))


async def _note(database: Database, scene: Scene, since: int | None) -> Scene:
    if scene.room is not None:
        await note_shown(database, scene.room, missed_since=since)
    return await look(database, scene.ticket.number) or scene
