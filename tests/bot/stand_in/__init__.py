"""A Bot API server of our own, over real HTTP: it keeps chats, checks calls as Telegram does, and fails by script.

stand_in = StandIn()
await stand_in.start()                         # PUNKT_TELEGRAM_API = stand_in.address
anna = stand_in.user("Анна")
await anna.says("Сколько вы храните мои данные?")
answer = await anna.hears()
await anna.presses("Помогло")
staff = stand_in.group("Сотрудники")           # PUNKT_TELEGRAM_STAFF_CHAT = staff.id
olga = staff.member("Ольга")
topic = await staff.topic("П-2026-000001")
question = await staff.hears(topic)
reply = await olga.replies(question, "Здравствуйте!")
assert ["👌"] == olga.reactions_on(reply)
stand_in.fail("send*", refused(429, retry_after=1), times=None, share=0.3)
"""

from .chat import Chat, Member
from .group import Group, StaffMember
from .markup import plain_text
from .message import Message
from .params import Upload
from .people import PICTURE, Person, User
from .refusal import Refusal
from .script import Call, Fault
from .sending import LONGEST, LONGEST_CAPTION
from .server import TOKEN, StandIn
from .topic import Topic
from .world import PATIENCE, World

BotMessage = Message  #: what the bot wrote

__all__ = [
    "LONGEST",
    "LONGEST_CAPTION",
    "PATIENCE",
    "PICTURE",
    "TOKEN",
    "BotMessage",
    "Call",
    "Chat",
    "Fault",
    "Group",
    "Member",
    "Message",
    "Person",
    "Refusal",
    "StaffMember",
    "StandIn",
    "Topic",
    "Upload",
    "User",
    "World",
    "plain_text",
]
