"""A chat with its messages, topics and members."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from stand_in.message import Message
from stand_in.topic import Topic

PRIVATE = "private"
GROUP = "group"
SUPERGROUP = "supergroup"

#: What an administrator may be allowed; without the first nobody is one.
RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_send_welcome_messages", "can_pin_messages", "can_manage_topics",
)  # fmt: skip


@dataclass
class Member:
    """Somebody in a chat."""

    user: dict[str, Any]
    status: str = "member"  #: creator, administrator, member, restricted, left or kicked
    rights: set[str] = field(default_factory=set)

    @property
    def inside(self) -> bool:
        return self.status not in {"left", "kicked"}

    @property
    def admin(self) -> bool:
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def as_json(self) -> dict[str, Any]:
        shown = {"status": self.status, "user": self.user}
        match self.status:
            case "creator":
                return {**shown, "is_anonymous": False}
            case "administrator":
                rights = {right: right in self.rights for right in RIGHTS}
                return {**shown, "can_be_edited": False, "is_anonymous": False, **rights}
            case "kicked":
                return {**shown, "until_date": 0}
        return shown


@dataclass(eq=False, repr=False)
class Chat:
    """`ids` numbers the messages: private chats share one row of numbers, a supergroup has its own."""

    id: int
    kind: str
    name: str
    bot: Member
    ids: Iterator[int] = field(default_factory=lambda: count(2))  # 1 is the supergroup's own creation
    forum: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    pinned: list[Message] = field(default_factory=list)
    general: Topic = field(init=False)  #: where messages without a topic are
    moved_to: int | None = None  #: the supergroup that it has become

    def __post_init__(self) -> None:
        self.general = Topic(self, 1, "General")

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id} {self.name!r}>"

    @property
    def private(self) -> bool:
        return self.kind == PRIVATE

    def message(self, number: int | None) -> Message | None:
        """A message that is still there."""
        found = self.messages.get(number or 0)
        return None if found is None or found.deleted else found

    def as_json(self) -> dict[str, Any]:
        if self.private:
            return {"id": self.id, "type": PRIVATE, "first_name": self.name}
        shown: dict[str, Any] = {"id": self.id, "type": self.kind, "title": self.name}
        return {**shown, "is_forum": True} if self.forum else shown
