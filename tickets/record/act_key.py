"""Keys of acts: each act of staff is noted under one, so that what arrives again is not done again."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base, now
from tickets.store.database import Session, insert_new


class OtherActUnderSameKey(ValueError):
    """Something else was done under this key."""


class ActKey(Base):
    """A key that was used. Neither the key, which is random, nor the digest, which is keyed, tells what was done."""

    __tablename__ = "act_keys"

    key: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now, index=True)


async def use_key(session: Session, key: str, done: str) -> bool:
    """Note the key with what is `done` under it; False when this very thing was done before.

    Of several at once one goes on, and the others wait for its end. Raises OtherActUnderSameKey.
    """
    digest = session.means.vault.digest(f"act:{key}:{done}")
    if await insert_new(session, ActKey, key=key, digest=digest, at=now()):
        return True
    if (await session.get_one(ActKey, key)).digest != digest:
        raise OtherActUnderSameKey(key)
    return False
