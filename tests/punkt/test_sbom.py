"""The bill of materials of `make sbom`."""

import pytest

from tools.checks.sbom import of_what_runs

PARTS = [
    {"bom-ref": "web", "name": "web", "licenses": [{"license": {"id": "MIT"}}]},
    {"bom-ref": "below", "name": "protobuf"},
    {"bom-ref": "tests", "name": "tests", "licenses": [{"license": {"id": "MIT"}}]},
]
BILL = {
    "metadata": {"component": {"bom-ref": "punkt"}},
    "components": PARTS,
    "dependencies": [
        {"ref": "punkt", "dependsOn": ["web"]},
        {"ref": "web", "dependsOn": ["below", "punkt"]},
        {"ref": "below"},
        {"ref": "tests", "dependsOn": ["web"]},
    ],
}


def test_the_bill_names_what_runs_and_nothing_else():
    """What only the tests use is not in it, and what declares no licence that can be read has one."""
    bill = of_what_runs(BILL)
    assert [each["name"] for each in bill["components"]] == ["web", "protobuf"]
    assert all(each["licenses"] for each in bill["components"])
    assert {each["ref"] for each in bill["dependencies"]} == {"punkt", "web", "below"}


def test_a_part_without_a_licence_is_asked_about():
    part = {"bom-ref": "web", "name": "web"}
    with pytest.raises(SystemExit, match="no licence is declared by web"):
        of_what_runs(BILL | {"components": [part]})
