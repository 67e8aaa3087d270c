"""Where model and indexes lie."""

import hashlib
import re
from pathlib import Path

from desk.settings import Settings
from index.policy import Policy


def index_folder(settings: Settings, policy: Policy) -> Path:
    """Of one edition of one document."""
    return edition_folder(settings, policy.id, policy.edition.id)


def edition_folder(settings: Settings, document: str, edition: str) -> Path:
    """The same by the ids of both."""
    return indexes(settings) / slug(document) / slug(edition)


def indexes(settings: Settings) -> Path:
    """Above those of all documents."""
    return settings.data / "index"


def slug(name: str) -> str:
    """An id as the name of a folder; two ids never share one."""
    plain = re.sub(r"[^a-z0-9.-]+", "-", name.casefold()).strip("-.")
    return plain if plain == name else f"{plain}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def model_folder(settings: Settings) -> Path:
    """Of the bundled model, once it is made."""
    return settings.data / "cache"
