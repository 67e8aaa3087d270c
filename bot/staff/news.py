"""News: what a row of the outbox says in the topic of its ticket."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.notices import staff_notice
from bot.sending.layout import note
from bot.staff import group_words
from bot.staff.asking import show_prompt
from bot.staff.post import Post
from bot.staff.relaying import Relay
from bot.staff.scene import Scene
from bot.words.russian import STAFF as NOTICES
from tickets.labels import ACTORS, STEPS, capital
from tickets.life import EXTEND
from tickets.post.outbox import Parcel, Undeliverable

Tell = Callable[[Mapping[str, Any], Scene, Post], Awaitable[None]]


class News:
    """Tells what happened, once: what was said before a cut is not said again."""

    def __init__(self, relay: Relay) -> None:
        self._by_topic: Mapping[str, Tell] = {
            "ticket_opened": _nothing,  # the topic itself tells of it
            "staff_wrote": relay.staff_wrote,
            "words_arrived": relay.arrived,
            "words_lost": relay.lost,
            "person_reacted": relay.reacted,
            "ticket_stepped": _stepped,
            "prompt": _prompt,
            "said": _said,
        }
        if relay.text:
            self._by_topic = {
                **self._by_topic,
                "user_wrote": relay.user_wrote,
                "user_added": relay.user_added,
                "ticket_reopened": relay.ticket_reopened,
            }

    async def tell(self, parcel: Parcel, scene: Scene, post: Post) -> None:
        """Raises as `deliver`."""
        if tell := self._by_topic.get(parcel.topic):
            await tell(parcel.data, scene, post)
        elif parcel.topic in NOTICES:
            await post.say(note(staff_notice(parcel.topic, parcel.data)))
        else:
            raise Undeliverable(f"a topic is not told of {parcel.topic}")


async def _nothing(_data: Mapping[str, Any], _scene: Scene, _post: Post) -> None:
    return


async def _stepped(data: Mapping[str, Any], _scene: Scene, post: Post) -> None:
    """Who did what; of most steps the card tells, or a notice of their own."""
    if data["step"] not in group_words.STEPS_TOLD:
        return
    line = f"{capital(STEPS[data['step']].staff)}: {ACTORS[data['actor']].staff}."
    await post.say(note(f"{line} {group_words.NOTICE_SENT}" if data["step"] == EXTEND.name else line))


async def _prompt(data: Mapping[str, Any], _scene: Scene, post: Post) -> None:
    await show_prompt(data, post)


async def _said(data: Mapping[str, Any], _scene: Scene, post: Post) -> None:
    await post.say(note(data["text"]), reply_to=data.get("reply_to"))
