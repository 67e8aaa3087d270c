"""News: what a row of the outbox says in the topic of its ticket."""

from dataclasses import dataclass

from bot.notices import staff_notice
from bot.sending.layout import note
from bot.staff import group_words
from bot.staff.asking import show_prompt
from bot.staff.post import Post
from bot.staff.relaying import Relay
from bot.staff.scene import Scene
from tickets.life import EXTEND
from tickets.post.outbox import Undeliverable
from tickets.post.topics.to_staff import PromptMade, Said, StaffNotice, TicketOpened, TicketStepped, UserWrote
from tickets.post.topics.topic import Topic
from tickets.record.labels import ACTORS, STEPS, capital


@dataclass(frozen=True, slots=True)
class News:
    """Tells what happened, once: what was said before a cut is not said again."""

    relay: Relay

    async def tell(self, topic: Topic, scene: Scene, post: Post) -> None:
        """Raises as `deliver`."""
        if await self.relay.tell(topic, scene, post):
            return
        match topic:
            case TicketOpened():
                return  # the topic itself tells of it
            case TicketStepped():
                await _stepped(topic, post)
            case PromptMade():
                await show_prompt(topic, post)
            case Said():
                await post.say(note(topic.text), reply_to=topic.reply_to)
            case StaffNotice() | UserWrote():
                await post.say(note(staff_notice(topic)))
            case _:
                raise Undeliverable(f"a topic is not told of {topic.name}")


async def _stepped(stepped: TicketStepped, post: Post) -> None:
    """Who did what; of most steps the card tells, or a notice of their own."""
    if stepped.step not in group_words.STEPS_TOLD:
        return
    line = f"{capital(STEPS[stepped.step].staff)}: {ACTORS[stepped.actor].staff}."
    await post.say(note(f"{line} {group_words.NOTICE_SENT}" if stepped.step == EXTEND.name else line))
