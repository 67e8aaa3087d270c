"""Where model and index lie."""

from pathlib import Path

from desk.settings import Settings


def index_folder(settings: Settings) -> Path:
    """Of the configured policy."""
    return settings.data / "index" / settings.policy.name


def model_folder(settings: Settings) -> Path:
    """Of the bundled model, once it is made."""
    return settings.data / "cache"
