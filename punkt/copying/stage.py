"""The folder from which a copy is being put in the place of the data, as long as that is not finished."""

from pathlib import Path

from desk.settings import Settings


def stage_of(settings: Settings) -> Path:
    """Where it is; not there unless a restore is to be finished."""
    return settings.data / "restoring"


def unfinished(settings: Settings) -> bool:
    """Whether a copy has been put in the place of the data, and is not settled yet."""
    return stage_of(settings).exists()
