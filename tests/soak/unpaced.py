"""The parent of warm processes that keep no pace with Telegram: a group may be told less than a soak has to tell it."""

import bot.edge
from bot.sending.pacing import Limits, Pacing, Rate
from tests.punkt import warm

if __name__ == "__main__":
    bot.edge.Pacing = lambda: Pacing(Limits(*[Rate(10_000, 1.0)] * 3))  # type: ignore[assignment, misc]
    warm.serve()
