"""The published policy, retyped in the ways in which people retype policies, keeps every one of its numbers."""

import re
import textwrap
from html import escape
from pathlib import Path

import pytest
from numbered import numbers_of

from index.document.clause import Clause
from index.document.parser import parse

SOURCE = (Path(__file__).parents[3] / "policy_text" / "privacy" / "editions" / "1.txt").read_text(encoding="utf-8")
CLAUSES = parse(SOURCE).clauses
PARAGRAPHS = [part for part in SOURCE.replace(" 7.2.3.", "\n\n7.2.3.").split("\n\n") if part.strip()]
NUMBERS = [clause.number for clause in CLAUSES]
TWO_LEVELS = [number for number in NUMBERS if number.count(".") < 2]


def relabelled(label: str) -> list[str]:
    return [re.sub(r"^(\d+(?:\.\d+)*)\.\s+", label, paragraph) for paragraph in PARAGRAPHS]


def wrapped(width: int, label: str = r"\1. ") -> str:
    return "\n".join(textwrap.fill(paragraph, width) for paragraph in relabelled(label))


RETYPED = {
    "без пустых строк": "\n".join(PARAGRAPHS),
    "одной строкой": " ".join(PARAGRAPHS),
    "без последней точки": "\n".join(relabelled(r"\1 ")),
    "без пробела": "\n".join(relabelled(r"\1.")),
    "с табуляцией": "\n".join(relabelled("\\1.\t")),
    "метка на своей строке": "\n".join(relabelled("\\1.\n")),
    "строки по 60": wrapped(60),
    "строки по 80": wrapped(80),
    "строки по 100 без точек": wrapped(100, r"\1 "),
    "заголовки строчными": "\n".join(part.capitalize() if part.isupper() else part for part in PARAGRAPHS),
    "абзацы HTML": "".join(f"<p>{escape(part)}</p>" for part in PARAGRAPHS),
    "переносы HTML": "<div>" + "<br>".join(escape(part) for part in PARAGRAPHS) + "</div>",
    "заголовки Markdown": "\n\n".join("## " * part.isupper() + part for part in PARAGRAPHS),
    "жирные метки Markdown": "\n\n".join(relabelled(r"**\1.** ")),
    "строка в программе": 'const POLICY = "' + "\\n".join(PARAGRAPHS) + '";',
}


def children(parent: Clause | None) -> list[Clause]:
    return [clause for clause in CLAUSES if clause.parent == (parent.number if parent else None)]


def last_number(clause: Clause) -> str:
    return clause.number.rpartition(".")[2]


def bare_text(indent: str) -> str:
    rows = []
    for section in children(None):
        rows.append(f"{section.number}. {section.heading}")
        for clause in children(section):
            rows.append(f"{indent}{last_number(clause)}. {clause.text}")
            rows += [f"{indent * 2}{last_number(item)}. {item.text}" for item in children(clause)]
    return "\n".join(rows)


def ordered_list() -> str:
    sections = []
    for section in children(None):
        clauses = []
        for clause in children(section):
            items = "".join(f"<li>{escape(item.text)}</li>" for item in children(clause))
            clauses.append(f"<li>{escape(clause.text)}<ul>{items}</ul></li>")
        sections.append(f"<li><b>{section.heading}</b><ol>{''.join(clauses)}</ol></li>")
    return f"<ol>{''.join(sections)}</ol>"


@pytest.mark.parametrize("text", RETYPED.values(), ids=RETYPED)
def test_a_retyped_policy_keeps_its_seventy_numbers(text: str):
    """Spaces, dots, line breaks and markup do not matter."""
    assert numbers_of(text) == NUMBERS


@pytest.mark.parametrize("text", [bare_text("   "), ordered_list()], ids=["отступами", "списком HTML"])
def test_a_policy_numbered_by_nesting_gets_composite_numbers(text: str):
    """Clauses printed without their section are numbered within it; the lists under them are not clauses."""
    assert numbers_of(text) == TWO_LEVELS


def test_a_policy_printed_twice_is_not_taken_for_its_contents():
    """Two documents in one file are both read."""
    assert numbers_of(SOURCE + "\n\n" + SOURCE) == NUMBERS + NUMBERS
