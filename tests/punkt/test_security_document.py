"""docs/security.md tells which tests hold each requirement of OWASP ASVS 5.0.0: none is forgotten, none invented."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: The levels of the requirements of each section, in their order.
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333", "6.6": "2223",
    "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22",
    "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
WITHOUT = ("10.", "17.")  #: chapters that apply as a whole to nothing here; the document says why
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
#: What may stand where no test does.
OTHERWISE = re.compile(r"^(Does not apply: |Missing: |In part: |The operator's: |Written down: |`make (lint|sbom)`)")


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall((ROOT / "docs/security.md").read_text(encoding="utf-8"))


@cache
def functions_of(file: str) -> set[str]:
    path = ROOT / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_the_list_is_that_of_the_standard():
    """70 of the first level, 183 of the second and 92 of the third."""
    assert Counter("".join(LEVELS.values())) == {"1": 70, "2": 183, "3": 92}


def test_each_requirement_is_there_once_with_its_level():
    expected = [
        (f"{section}.{place}", level)
        for section, levels in LEVELS.items()
        if not section.startswith(WITHOUT)
        for place, level in enumerate(levels, 1)
        if level in "12"
    ]
    assert expected == [(number, level) for number, level, _, _ in rows()]


def test_each_named_test_is_there():
    """And whatever names none says why."""
    unknown = [
        f"{file}::{name}" for *_, held in rows() for file, name in TEST.findall(held) if name not in functions_of(file)
    ]
    silent = [number for number, _, _, held in rows() if not TEST.search(held) and not OTHERWISE.match(held)]
    assert (unknown, silent) == ([], [])
