"""Changing policy.toml in place: the owner's lines and comments stay."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from index.facts import FACTS, PolicyError, facts_of
from punkt.editions.one_at_a_time import facts_alone

_TABLE = re.compile(r"\s*\[")
_EDITION = re.compile(r"\s*\[\[\s*editions\s*\]\]\s*(#.*)?")
_KEY = re.compile(r"\s*(?P<key>[\w-]+)\s*=")


def change(folder: Path, edition: str, changes: Mapping[str, Any]) -> None:
    """Other facts of one edition; None takes a fact out. Raises PolicyError where there is no such."""
    with facts_alone(folder):
        _put(folder, _with_changes(folder, edition, changes))


def put_edition(folder: Path, document: Mapping[str, Any], edition: Mapping[str, Any]) -> None:
    """One more edition at the end of the file; of a `document` that has no file yet, this makes it."""
    with facts_alone(folder):
        text = (folder / FACTS).read_text("utf-8") if (folder / FACTS).is_file() else _new_facts(document)
        _put(folder, f"{text.rstrip()}\n\n[[editions]]\n{_lines(edition)}")


def _with_changes(folder: Path, edition: str, changes: Mapping[str, Any]) -> str:
    lines = (folder / FACTS).read_text("utf-8").splitlines()
    begin, end = _block(lines, edition, folder)
    kept = [line for line in lines[begin:end] if not (found := _KEY.match(line)) or found["key"] not in changes]
    while kept and not kept[-1].strip():
        kept.pop()
    more = _lines({key: value for key, value in changes.items() if value is not None}).splitlines()
    rest = ["", *lines[end:]] if end < len(lines) else []
    return "\n".join([*lines[:begin], *kept, *more, *rest]) + "\n"


def _new_facts(facts: Mapping[str, Any]) -> str:
    return "# Сведения о документе; тексты редакций лежат рядом.\n" + _lines(facts)


def _put(folder: Path, text: str) -> None:
    """Write the file in one step; what could not be read again is not written. Raises PolicyError."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"Файл {folder / FACTS} не изменить ({error}): впишите редакцию сами.") from None
    new = folder / f"{FACTS}.new"
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / FACTS)


def _block(lines: list[str], edition: str, folder: Path) -> tuple[int, int]:
    """Where the lines of an edition begin and end."""
    begins = [place for place, line in enumerate(lines) if _EDITION.fullmatch(line)]
    listed = facts_of(folder).get("editions", ())
    place = next((place for place, each in enumerate(listed) if each.get("id") == edition), None)
    if place is None or len(begins) != len(listed):
        raise PolicyError(f"В файле {folder / FACTS} нет редакции {edition} в разделе [[editions]].")
    begin = begins[place] + 1
    after = (at for at in range(begin, len(lines)) if _TABLE.match(lines[at]))
    return begin, next(after, len(lines))


def _lines(facts: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in facts.items())


def _value(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
