"""The parent of warm processes whose leases are short, so that nobody waits for half a minute."""

from datetime import timedelta

import tickets.post.dispatcher
import tickets.store.turn
from tests.punkt import warm

LEASE = timedelta(seconds=4)

if __name__ == "__main__":
    tickets.post.dispatcher.LEASE = tickets.store.turn.LENGTH = LEASE
    warm.serve()
