"""One at a time: whoever changes documents does so alone, whichever process of this installation it is."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk.settings import Settings
from index.facts import PolicyError

LOCK = ".publishing"  #: file in the data folder; holds nothing


class PublishingElsewhere(PolicyError):
    def __init__(self) -> None:
        super().__init__(
            "Сейчас документы публикует или отменяет другой процесс, это займёт несколько минут: дождитесь конца и "
            "повторите."
        )


@contextmanager
def publishing_alone(settings: Settings) -> Iterator[None]:
    """No edition of any document is published or taken back meanwhile: what copies share is the work of one.

    Raises PublishingElsewhere at once, as it takes minutes.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishingElsewhere from None
        yield


@contextmanager
def facts_alone(folder: Path) -> Iterator[None]:
    """Nobody else changes the facts of the document in this folder; waits, as that takes a moment."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
