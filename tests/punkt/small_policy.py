"""A policy whose index is built in seconds: the real text, and a few phrases for each of its labels."""

import shutil
from pathlib import Path

REAL = Path(__file__).parents[2] / "policy_text/privacy"
FEW = 2  #: phrases under one heading


def small_policy(folder: Path) -> Path:
    """Put it into a folder that is not there yet."""
    shutil.copytree(REAL, folder, ignore=shutil.ignore_patterns("phrases", "evaluation"))
    (folder / "phrases").mkdir()
    for file in (REAL / "phrases").glob("*.txt"):
        (folder / "phrases" / file.name).write_text("\n".join(few(file.read_text("utf-8").splitlines())), "utf-8")
    return folder


def few(lines: list[str]) -> list[str]:
    """The first phrases under each heading."""
    kept, since = [], 0
    for line in lines:
        since = 0 if line.startswith("## ") else since + (not line.startswith("#"))
        if since <= FEW:
            kept.append(line)
    return kept
