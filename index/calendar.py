"""The day by which an edition is in force: that of Moscow, whatever the clock of the machine says."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

MOSCOW = ZoneInfo("Europe/Moscow")


def today() -> date:
    """Today in Moscow."""
    return datetime.now(MOSCOW).date()
