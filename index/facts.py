"""What a folder says of its document: facts, editions, and which of them is in force on a day."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from index.calendar import today

FACTS = "policy.toml"


class PolicyError(Exception):
    """The folder of a policy cannot be read; the message says in Russian what to put right."""


class NothingInForce(PolicyError):
    """The document has no edition that is in force on the day: all are drafts, or wait for theirs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"В папке {folder} нет действующей редакции: все они черновики или ждут своего дня. "
            "Опубликуйте одну: punkt policy publish."
        )


class UnknownEditionError(KeyError):
    """The policy never had an edition of that name."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition as the folder names it."""

    id: str
    effective: date | None
    draft: bool = False  #: nobody has published it yet
    published: datetime | None = None  #: by `punkt policy publish`


def facts_of(folder: Path) -> dict[str, Any]:
    """All of policy.toml; raises PolicyError."""
    file = folder / FACTS
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PolicyError(f"Нет файла {file}: в нём должны быть сведения о документе.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"Файл {file} не читается как TOML ({error}): исправьте его.") from None


def drafted(folder: Path) -> tuple[Listed, ...]:
    """All editions of the document in a folder, drafts too, in the order of the file; raises PolicyError."""
    try:
        return tuple(_listed(each) for each in facts_of(folder)["editions"])
    except KeyError as missing:
        raise PolicyError(f"В файле {folder / FACTS} не хватает поля {missing}: допишите его.") from None
    except (TypeError, AttributeError, ValueError):
        raise PolicyError(f"В файле {folder / FACTS} не понять редакций: опишите их в [[editions]].") from None


def listed_editions(folder: Path) -> tuple[Listed, ...]:
    """The editions that are published, each after those that it takes the place of; raises PolicyError."""
    published = (each for each in drafted(folder) if not each.draft)
    return tuple(sorted(published, key=lambda each: each.effective or date.min))


def in_force(folder: Path, day: date | None = None) -> tuple[str, Listed]:
    """The id of the document in a folder, and its edition in force on a day (today); reads the facts only.

    That is the published one that took force last; one without a date counts as in force from the beginning. Raises
    PolicyError, and NothingInForce where there is none.
    """
    facts = facts_of(folder)
    if "editions" in facts and not facts["editions"]:
        raise PolicyError(f"В файле {folder / FACTS} нет ни одной редакции: опишите её в [[editions]].")
    editions = begun(folder, day)
    if not editions:
        raise NothingInForce(folder)
    try:
        return facts["id"], editions[-1]
    except KeyError as missing:
        raise PolicyError(f"В файле {folder / FACTS} не хватает поля {missing}: допишите его.") from None


def begun(folder: Path, day: date | None = None) -> tuple[Listed, ...]:
    """The published editions that have taken force by a day (today), that in force last; raises PolicyError."""
    by = day or today()
    return tuple(each for each in listed_editions(folder) if each.effective is None or each.effective <= by)


def coming(folder: Path, day: date | None = None) -> tuple[Listed, ...]:
    """The published editions that wait for their day, the next first; raises PolicyError."""
    since = day or today()
    return tuple(each for each in listed_editions(folder) if each.effective is not None and each.effective > since)


def _listed(facts: dict[str, Any]) -> Listed:
    effective, published = facts.get("effective"), facts.get("published")
    if isinstance(effective, datetime) or not isinstance(effective, date | None):
        raise TypeError(effective)
    return Listed(facts["id"], effective, bool(facts.get("draft")), published)
