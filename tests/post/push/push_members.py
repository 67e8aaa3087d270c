"""Members who want to hear in their browsers, and the keys by which push services know us."""

from push_service import Window

from post.push.vapid import Vapid
from tickets.staff.subscription import subscribe
from tickets.store.database import Database

ANNA, BORIS, VERA = "anna@example.org", "boris@example.org", "vera@example.org"
OURS = Vapid(Vapid.new_key(), "https://help.example.org")


async def wants(database: Database, email: str, window: Window, ours: str = OURS.public, held_by: str = "s1") -> None:
    """This member switches it on in this browser."""
    async with database.transaction() as session:
        await subscribe(session, email, window.browser, ours, held_by=held_by, device="Chrome, Linux")
