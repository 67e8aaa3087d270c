"""The table of faults names tests that exist, and leaves no fault out."""

import re
from pathlib import Path

import pytest

from tests.soak.troubles import CASES

REPOSITORY = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (REPOSITORY / "docs/faults.md").read_text("utf-8").splitlines()
    if re.match(r"\| F\d", line)
]


def test_every_fault_is_in_the_table_once() -> None:
    assert [f"F{number}" for number in range(1, 32)] == [row[0].split()[0] for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].split()[0])
def test_the_tests_of_a_fault_exist(row: list[str]) -> None:
    """Each `file::test` is there; a case of the soak is called by its name; where there is neither, it says why."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row[2])
    for file, test in named:
        assert re.search(rf"^(async )?def {test}\(", (REPOSITORY / file).read_text("utf-8"), re.MULTILINE), test
    soaked = [name.strip() for name in row[3].split(";") if name.strip()]
    assert set(soaked) <= {case.name for case in CASES}
    assert named or soaked or row[2].startswith("none: ")
