"""Writing a proposed edition down as a draft, with the phrases and links that follow their clauses into it."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desk.settings import Settings
from index.cold.linking import Verdict
from index.editions.carrying import home_of
from index.editions.difference import Change, Fate
from index.editions.matching import difference
from index.editions.writing import rewritten, rewritten_links
from index.policy import LINKS, PHRASES
from punkt.editions.facts_file import put_edition
from punkt.editions.places import added_folder, own_copy
from punkt.editions.proposal import Proposal
from punkt.knowledge_folders import slug

ASIDE = "aside"  #: folder in that of the phrases: what follows no clause, for the owner to look at


@dataclass(frozen=True, slots=True)
class Added:
    """Where it was written, and what of the phrases was kept aside: address in the former edition → how many."""

    folder: Path
    phrases: Path  #: folder of those that followed
    document: str
    edition: str
    aside: Mapping[str, int]


def doubtful(proposal: Proposal) -> tuple[Change, ...]:
    """Those of the former edition about whose phrases a person has to be asked."""
    return proposal.difference.of(Fate.DOUBTFUL) if proposal.difference else ()


def add(settings: Settings, proposal: Proposal, answers: Mapping[str, str] | None = None) -> Added:
    """Write the draft; `answers`: doubtful clause of the former edition → the clause that its phrases go with now.

    The facts are written last: until then nothing has changed. Raises PolicyError, BankError, LinksError and OSError.
    """
    folder = _folder(settings, proposal)
    edition = dict(proposal.edition)
    file = folder / edition["file"]
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(proposal.file, file)
    aside: Mapping[str, int] = {}
    if proposal.former is not None and proposal.difference is not None:
        edition["phrases"] = f"phrases-{slug(edition['id'])}"
        aside = _carry(proposal, folder / edition["phrases"], answers or {})
    put_edition(folder, proposal.facts, {**edition, "draft": True})
    return Added(folder, folder / edition.get("phrases", PHRASES), proposal.id, edition["id"], aside)


def _folder(settings: Settings, proposal: Proposal) -> Path:
    if proposal.folder is not None:
        return own_copy(settings, proposal.folder)
    folder = added_folder(settings) / proposal.id
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _carry(proposal: Proposal, target: Path, answers: Mapping[str, str]) -> Mapping[str, int]:
    """Write phrases and links of the former edition anew; what was left aside."""
    former = proposal.former
    assert former
    home = home_of(former)
    between = proposal.difference if home is former else difference(home, proposal.policy)
    assert between
    follows = {**between.follows, **answers}
    follows = {old: new for old, new in follows.items() if new in proposal.policy.quotable}
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    left: dict[str, int] = {}
    for file in sorted(former.phrases.glob("*.txt")):
        found = rewritten(file.read_text("utf-8-sig"), home.quotable, follows)
        (target / file.name).write_text(found.text, "utf-8")
        if found.aside:
            (target / ASIDE).mkdir(exist_ok=True)
            (target / ASIDE / file.name).write_text(found.aside, "utf-8")
        for address, count in found.phrases_aside.items():
            left[address] = left.get(address, 0) + count
    if former.links.is_file():
        sections = (Verdict.CONFIRMED, Verdict.REFUSED, Verdict.ADDED)
        (target / LINKS).write_text(rewritten_links(former.links.read_text("utf-8"), sections, follows), "utf-8")
    return left
