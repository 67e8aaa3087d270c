"""What was understood lately: many people ask the same in the same words, and no one of them is thought about twice.

Of a text nothing is kept but a hash under a key of this process. It belongs to one index, and goes with it.
"""

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from threading import Lock

from index.dialogue import Turn
from index.understanding import Understanding

MOST = 2048  #: messages, of some kilobytes each


class Remembered:
    """Understandings of messages after what went before them, the latest used last. Threads may share it."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._key = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, Understanding] = OrderedDict()
        self._lock = Lock()

    def find(self, text: str, context: Sequence[Turn]) -> Understanding | None:
        """What this very message was understood to be after these very turns; None where that is not known."""
        digest = self._digest(text, context)
        with self._lock:
            if (found := self._known.get(digest)) is not None:
                self._known.move_to_end(digest)
            return found

    def keep(self, text: str, context: Sequence[Turn], understood: Understanding) -> None:
        """Remember it for a while, in the place of what was not asked for longest."""
        digest = self._digest(text, context)
        with self._lock:
            self._known[digest] = understood
            self._known.move_to_end(digest)
            if len(self._known) > self._most:
                self._known.popitem(last=False)

    def _digest(self, text: str, context: Sequence[Turn]) -> bytes:
        said = repr((text, *context)) if context else text
        return blake2b(said.encode("utf-8", "replace"), key=self._key, digest_size=16).digest()
