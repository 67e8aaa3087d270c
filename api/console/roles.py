"""What a role is asked for: a page that only a lead or an admin may open, or a form that only they may send."""

from collections.abc import Callable

from api.console.session import Staff
from tickets.staff.member import Role


class RoleNeeded(PermissionError):
    """The member may not do this."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


def needs(role: Role) -> Callable[..., None]:
    """A dependency; raises RoleNeeded unless the member's role covers this one."""

    def check(member: Staff) -> None:
        if not member.role.covers(role):
            raise RoleNeeded(role)

    return check
