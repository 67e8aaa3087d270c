"""What a file would become: a new document, or the next edition of one, written nowhere yet."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from index.document.changes import Choice, undecided
from index.document.clause import Document
from index.document.parser import read_document
from index.editions.difference import Difference
from index.editions.matching import difference
from index.facts import drafted, facts_of
from index.formats.reading import read_file
from index.policy import Edition, Policy, PolicyError, load_policy
from punkt.editions.places import free_name
from punkt.knowledge_folders import slug

LONGEST_TITLE = 120  #: characters of a line
SAME_DOCUMENT = 0.5  #: share of the clauses of a document that are found in a file which is its next edition
_ID = re.compile(r"[A-Za-z0-9][\w-]{0,59}", re.ASCII)
_LETTER = re.compile(r"[^\W\d_]")
_OPERATOR = re.compile(
    r"(?:ООО|АО|ПАО|НКО|АНО)\s*[«\"][^»\"\n]{2,80}[»\"]|ИП\s+[А-ЯЁ][а-яё-]+(?:\s+[А-ЯЁ][а-яё.-]+){1,2}"
)
_ADDRESS = re.compile(r"https?://[^\s<>()«»\"]+[\w/]")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class NotAnId(PolicyError):
    def __init__(self, name: str) -> None:
        super().__init__(f"«{name}» не годится как id: нужны латинские буквы, цифры, «-» и «_», не больше 60 знаков.")


class NotATitle(PolicyError):
    def __init__(self, title: str) -> None:
        super().__init__(
            f"«{title}» не годится как название: нужна одна строка с буквами, не длиннее {LONGEST_TITLE} знаков."
        )


class NoClauses(PolicyError):
    def __init__(self, file: Path) -> None:
        super().__init__(f"В файле {file} не нашлось ни одного пункта: что в нём видно, покажет punkt clauses.")


class ChangesOpen(PolicyError):
    """Each edge adds how its readers say what becomes of them."""

    def __init__(self, told: str) -> None:
        super().__init__(f"В файле остались открытые правки: {told}.")


class SameText(PolicyError):
    def __init__(self, edition: str) -> None:
        super().__init__(f"Этот файл уже есть: это редакция {edition}.")


@dataclass(frozen=True)
class Proposal:
    """A document read from a file, and what is known of the document that it would belong to."""

    file: Path
    document: Document
    facts: Mapping[str, Any]  #: of the document as a whole
    edition: Mapping[str, Any]  #: facts of the edition
    folder: Path | None  #: of the document, where there is one already
    former: Policy | None = None  #: its edition in force, or the last one listed
    difference: Difference | None = None  #: from that
    policy: Policy = field(kw_only=True)  #: as it will be

    @property
    def id(self) -> str:
        return str(self.facts["id"])


def propose(
    documents: Mapping[str, Path],
    file: Path,
    name: str | None = None,
    title: str | None = None,
    changes: Choice | None = None,
    effective: date | None = None,
) -> Proposal:
    """Read a file as the next edition of the document of that name, else of the one that it is mostly like, else as a
    new document. Raises PolicyError and what `read_document` does.
    """
    document = read_document(file, changes)
    if not document.clauses:
        raise NoClauses(file)
    if document.changes and changes is None:
        raise ChangesOpen(undecided(document.changes))
    if name is not None and not _ID.fullmatch(name):
        raise NotAnId(name)
    if title is not None and not (len(title) <= LONGEST_TITLE and title.isprintable() and _LETTER.search(title)):
        raise NotATitle(title)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    likest = _named(documents, name) if name else _likest(documents, document)
    facts = facts_of(likest) if likest else new_document(documents, file, document, name, title)
    listed = [each.id for each in drafted(likest)] if likest else []
    for each in facts.get("editions", ()):
        if each.get("sha256") == sha256:
            raise SameText(each["id"])
    edition_id = free_name(listed, str(len(listed) + 1))
    edition: dict[str, Any] = {
        "id": edition_id,
        "file": f"editions/{slug(edition_id)}{file.suffix.casefold()}",
        "sha256": sha256,
        **({"effective": effective} if effective else {}),
        **({"changes": changes.value} if changes else {}),
    }
    former = _former(likest) if likest else None
    policy = seen(facts, edition, document, likest or file.parent)
    between = difference(former, policy) if former else None
    return Proposal(file, document, facts, edition, likest, former, between, policy=policy)


def new_document(
    documents: Mapping[str, Path], file: Path, document: Document, name: str | None, title: str | None
) -> dict[str, Any]:
    """The facts of a document that nobody has described: what its own text says."""
    text = "\n".join(f"{each.heading}\n{each.text}" for each in filter(None, (document.preamble, *document.clauses)))
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", file.stem).strip("-_").lower()
    operator, address, email = (
        found[0] if (found := each.search(text)) else "" for each in (_OPERATOR, _ADDRESS, _EMAIL)
    )
    return {
        "id": name or free_name([*documents], plain if _ID.fullmatch(plain) else "document"),
        "title": title or _title(file),
        "operator": operator,
        "sites": [],
        "services": [],
        "published_at": address,
        "contact": email,
    }


def seen(facts: Mapping[str, Any], edition: Mapping[str, Any], document: Document, folder: Path) -> Policy:
    """The policy that it will be, from what was read; it lies nowhere yet."""
    return Policy(
        id=facts["id"], title=facts["title"], operator=facts["operator"], sites=(), services=(),
        published_at=facts["published_at"], contact=facts["contact"], folder=folder,
        edition=Edition(edition["id"], edition.get("effective"), edition["sha256"], ""), document=document,
        phrases=folder, links=folder, home=edition["id"],
    )  # fmt: skip


def _title(file: Path) -> str:
    """The first line of its text, with the next where that goes on; else the name of the file."""
    lines = [line.strip() for line in read_file(file.read_bytes()).text.splitlines() if line.strip()]
    if not lines or not lines[0][0].isalpha() or len(lines[0]) > LONGEST_TITLE:
        return file.stem
    title = lines[0].capitalize() if lines[0].isupper() else lines[0]
    goes_on = len(lines) > 1 and lines[1][0].islower() and len(lines[1]) <= LONGEST_TITLE
    return f"{title} {lines[1]}" if goes_on else title


def _named(documents: Mapping[str, Path], name: str) -> Path | None:
    return documents.get(name)


def _former(folder: Path) -> Policy:
    try:
        return load_policy(folder)
    except PolicyError:
        return load_policy(folder, drafted(folder)[-1].id)


def _likest(documents: Mapping[str, Path], document: Document) -> Path | None:
    found: list[tuple[float, Path]] = []
    for name, folder in documents.items():
        former = _former(folder)
        facts = {"id": name, "title": "", "operator": "", "published_at": "", "contact": ""}
        follows = difference(former, seen(facts, {"id": "", "sha256": ""}, document, folder)).follows
        found.append((len(follows) / max(len(former.clauses), 1), folder))
    likest = max(found, key=lambda each: each[0], default=None)
    return likest[1] if likest and likest[0] >= SAME_DOCUMENT else None
