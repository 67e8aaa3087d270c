"""Writing a bank and links anew for the next edition, in the owner's own lines."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.document.address import alike

_HEAD = re.compile(r"##(?!#)\s*(?P<label>[^+:]+?)\s*(?P<rest>[+:].*)?")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file of the bank for the next edition."""

    text: str
    aside: str  #: what follows no clause, as it was written; "" where there is nothing
    phrases_aside: Mapping[str, int]  #: address in the older edition → how many of its phrases those are


def rewritten(text: str, clauses: Iterable[str], follows: Mapping[str, str]) -> Rewritten:
    """A file of phrases with the addresses of the next edition; `clauses` are those of the edition it was written for.

    Kinds, voices, comments and the order of lines stay.
    """
    known = {alike(address): address for address in clauses}
    kept: list[str] = []
    aside: list[str] = []
    counts: dict[str, int] = {}
    lines, gone = kept, ""
    for line in text.splitlines():
        head = _HEAD.fullmatch(line.strip())
        if head:
            own = known.get(alike(head["label"]))
            gone = own if own is not None and own not in follows else ""
            lines = aside if gone else kept
            if own is not None and not gone:
                line = " ".join(filter(None, (f"## {follows[own]}", head["rest"])))  # noqa: PLW2901
                line = line.replace(" :", ":")  # noqa: PLW2901
        elif gone and line.strip() and not line.strip().startswith(("//", "###")):
            counts[gone] = counts.get(gone, 0) + 1
        lines.append(line)
    return Rewritten(_whole(kept), _whole(aside), counts)


def rewritten_links(text: str, sections: Iterable[str], follows: Mapping[str, str]) -> str:
    """The file of links with the addresses of the next edition; links of a clause that is followed by none are gone."""
    tables = tomllib.loads(text)
    lines = ["# Темы пунктов, как их рассудил владелец документа: punkt links."]
    for section in sections:
        lines += ["", f"[{section}]"]
        for clause, topics in tables.get(section, {}).items():
            if clause in follows:
                lines.append(f'"{follows[clause]}" = {json.dumps(topics)}')
    return "\n".join(lines) + "\n"


def _whole(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n") + "\n" if any(line.strip() for line in lines) else ""
