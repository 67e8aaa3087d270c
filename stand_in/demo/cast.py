"""Who is on the stage."""

from dataclasses import dataclass

from stand_in import Group, Message, Person, StaffMember, StandIn, Topic, User


@dataclass(frozen=True)
class Cast:
    """The stand-in and everybody whom the page lets one play."""

    stand_in: StandIn
    users: tuple[User, ...]
    group: Group
    staff: tuple[StaffMember, ...]

    def person(self, number: int) -> Person:
        return next(one for one in (*self.users, *self.staff) if one.id == number)

    def topic(self, number: int | None) -> Topic | None:
        """A topic of the group; None is the general one."""
        return self.group.chat.topics[number] if number else None

    def message(self, chat: int, number: int) -> Message:
        return self.stand_in.chat(chat).messages[number]


def invite(stand_in: StandIn, group: Group) -> Cast:
    """Two users, one of whom speaks English, and two members of staff in the group."""
    return Cast(
        stand_in=stand_in,
        users=(stand_in.user("Анна"), stand_in.user("James", "en")),
        group=group,
        staff=(group.member("Ольга", "administrator"), group.member("Игорь")),
    )
