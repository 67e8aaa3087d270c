"""Dates and moments as papers write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def moment(at: datetime, zone: ZoneInfo) -> str:
    """«22.11.2026 21:00:43», in the zone."""
    return f"{at.astimezone(zone):%d.%m.%Y %H:%M:%S}"


def moment_in(at: datetime, zone: ZoneInfo) -> str:
    """The same with the zone named: «… (UTC+03:00, Europe/Moscow)»."""
    return f"{moment(at, zone)} ({_offset(at, zone)}, {zone.key})"


def day(on: date) -> str:
    """«22.11.2026»."""
    return f"{on:%d.%m.%Y}"


def _offset(at: datetime, zone: ZoneInfo) -> str:
    offset = f"{at.astimezone(zone):%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"
