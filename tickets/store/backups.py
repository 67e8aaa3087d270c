"""When copies of the data were made, for whoever looks whether there is one of today."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base
from tickets.store.database import Session, insert_new


class BackupRow(Base):
    """One of them."""

    __tablename__ = "backups"

    begun_at: Mapped[datetime] = mapped_column(primary_key=True)  #: all that was accepted before is in it


async def note_backup(session: Session, begun_at: datetime) -> None:
    """It is written, whole."""
    await insert_new(session, BackupRow, begun_at=begun_at)


async def last_backup(session: Session) -> datetime | None:
    """None where none is known of."""
    return await session.scalar(select(func.max(BackupRow.begun_at)))
