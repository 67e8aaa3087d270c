"""A sender whose attempts are counted and timed."""

from collections.abc import Mapping

from desk.tally import Tally
from tickets.post.outbox import AtOnce, Parcel, Sender, TryLater, Undeliverable


class Timed:
    """Carries as the sender it was given; one that asks nobody outside stays as it is."""

    def __init__(self, sender: Sender, tally: Tally) -> None:
        self._sender = sender
        self._tally = tally

    async def send(self, parcel: Parcel) -> None:
        """Raises what the sender raises."""
        try:
            with self._tally.timed("send", parcel.channel):
                await self._sender.send(parcel)
        except TryLater:
            self._tally.delivered(parcel.channel, "later")
            raise
        except Undeliverable:
            self._tally.delivered(parcel.channel, "refused")
            raise
        except Exception:
            self._tally.delivered(parcel.channel, "failed")
            raise
        self._tally.delivered(parcel.channel, "delivered")


def timed(senders: Mapping[str, Sender], tally: Tally) -> dict[str, Sender]:
    """All of them, by channel."""
    return {
        channel: sender if isinstance(sender, AtOnce) else Timed(sender, tally) for channel, sender in senders.items()
    }
