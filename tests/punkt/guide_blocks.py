"""The blocks of commands in docs/operator.md, each with the mark that stands before it."""

import re
from dataclasses import dataclass

from tests.punkt.warm import REPOSITORY

GUIDE = REPOSITORY / "docs/operator.md"
RUN = "выполняется"
NOT_RUN = "не выполняется: "
_BLOCK = re.compile(r"(?:^<!-- ([^>]+) -->\n)?^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """Commands as an operator copies them."""

    section: str  #: its number: "11"
    mark: str
    commands: str

    @property
    def is_run(self) -> bool:
        return self.mark == RUN

    @property
    def reason(self) -> str:
        """Why it cannot be run here."""
        return self.mark.removeprefix(NOT_RUN) if self.mark.startswith(NOT_RUN) else ""


def blocks() -> list[Block]:
    told = GUIDE.read_text("utf-8")
    found = []
    for match in _BLOCK.finditer(told):
        sections = re.findall(r"^## (\d+)\.", told[: match.start()], re.MULTILINE)
        found.append(Block(sections[-1], match[1] or "", match[2]))
    return found
