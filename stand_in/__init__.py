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

from stand_in.chat import Chat, Member
from stand_in.group import Group, StaffMember
from stand_in.markup import plain_text
from stand_in.message import Message
from stand_in.params import Upload
from stand_in.people import PICTURE, Person, User
from stand_in.refusal import Refusal
from stand_in.script import Call, Fault
from stand_in.sending import LONGEST, LONGEST_CAPTION
from stand_in.server import TOKEN, StandIn
from stand_in.topic import Topic
from stand_in.world import PATIENCE, World

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
