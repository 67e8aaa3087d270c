"""Links to the page where a ticket stands. The token is the part after «#», which no browser sends to any server."""

from dataclasses import dataclass
from urllib.parse import quote

from api.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the links of an installation; `address` without a final slash."""

    address: str
    tokens: Tokens

    def ticket(self, number: str) -> str:
        """Whoever has it sees the ticket and goes on with it, so it goes to its person only."""
        return f"{self.address}/tickets/{quote(number)}#{self.tokens.token('ticket', number)}"
