"""A group of staff, with its topics and who works in it."""

from typing import TYPE_CHECKING

from stand_in.chat import RIGHTS, Chat, Member
from stand_in.forum import delete_topic, make_topic, set_closed
from stand_in.members import change_bot, migrate
from stand_in.message import Message
from stand_in.people import Person, Update, User
from stand_in.topic import Topic

if TYPE_CHECKING:
    from stand_in.server import StandIn


class StaffMember(Person):
    """Somebody of the group; in which topic, each act says."""

    def __init__(self, stand_in: "StandIn", number: int, name: str, chat: Chat) -> None:
        super().__init__(stand_in, number, name, "ru", chat)

    def alone(self) -> User:
        """The same person in a private chat with the bot."""
        return User(self._stand_in, self.id, self.name)

    async def opens_topic(self, name: str) -> Topic:
        """By hand, as people do."""
        topic = make_topic(self._stand_in, self.chat, self.as_json(), name)
        await self._stand_in.stir()
        return topic

    async def renames(self, topic: Topic, name: str) -> None:
        topic.name = name
        self._stand_in.note(self.chat, self.as_json(), topic.thread, forum_topic_edited={"name": name})
        await self._stand_in.stir()

    async def closes(self, topic: Topic) -> None:
        set_closed(self._stand_in, topic, self.as_json(), closed=True)
        await self._stand_in.stir()

    async def reopens(self, topic: Topic) -> None:
        set_closed(self._stand_in, topic, self.as_json(), closed=False)
        await self._stand_in.stir()

    async def deletes(self, what: Topic | Message) -> None:
        """A topic or a message. Telegram tells the bot of neither."""
        if isinstance(what, Topic):
            delete_topic(what)
        else:
            what.deleted = True
        await self._stand_in.stir()

    async def leaves(self) -> None:
        self.chat.members[self.id].status = "left"
        self._stand_in.note(self.chat, self.as_json(), left_chat_member=self.as_json())
        await self._stand_in.stir()


class Group:
    """The group as tests see it."""

    def __init__(self, stand_in: "StandIn", chat: Chat) -> None:
        self._stand_in = stand_in
        self.chat = chat
        self.owner = self.member("Владелец", "creator")

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def topics(self) -> list[Topic]:
        """Those that are there, oldest first, without the general one."""
        return list(self.chat.topics.values())

    @property
    def general(self) -> Topic:
        return self.chat.general

    def member(self, name: str, status: str = "member") -> StaffMember:
        """Somebody new in the group; the bot is not told."""
        made = StaffMember(self._stand_in, self._stand_in.member_number(), name, self.chat)
        self.chat.members[made.id] = Member(made.as_json(), status)
        return made

    async def topic(self, part: str) -> Topic:
        """The topic whose name has this in it; waits until there is one."""

        def found() -> list[Topic]:
            return [topic for topic in self.topics if part in topic.name]

        await self._stand_in.wait_for(found)
        return found()[-1]

    async def hears(self, topic: Topic | None = None) -> Message:
        """The next message of the bot in a topic, the general one if none is named."""
        where = topic or self.general
        await self._stand_in.wait_for(lambda: len(where.said) > where.heard)
        where.heard += 1
        return where.said[where.heard - 1]

    def hears_no_more(self, topic: Topic | None = None) -> None:
        """Pass over what the bot has said there so far."""
        where = topic or self.general
        where.heard = len(where.said)

    async def allows(self, *rights: str) -> Update:
        """Make the bot an administrator with these rights, with all when none is named."""
        return await self._sets("administrator", set(rights or RIGHTS))

    async def forbids(self, *rights: str) -> Update:
        """Take rights from the bot; all when none is named, and then it is an administrator no more."""
        left = self.chat.bot.rights - set(rights)
        return await (self._sets("administrator", left) if rights else self._sets("member", set()))

    async def kicks_the_bot(self) -> Update:
        return await self._sets("kicked", set())

    async def takes_the_bot_back(self) -> Update:
        return await self._sets("member", set())

    async def becomes_supergroup(self, number: int = -1009876543210, *, forum: bool = False) -> "Group":
        """Telegram gives it another number; calls to the old one are refused with the new."""
        moved = migrate(self._stand_in, self.chat, number, self.owner.as_json())
        moved.forum = forum
        await self._stand_in.stir()
        return Group(self._stand_in, moved)

    async def _sets(self, status: str, rights: set[str]) -> Update:
        update = change_bot(self._stand_in, self.chat, self.owner.as_json(), status, rights)
        await self._stand_in.stir()
        return update
