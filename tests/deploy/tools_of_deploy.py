"""The programs that read the files of deploy/, and the files."""

import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
DEPLOY = REPOSITORY / "deploy"


def tool(name: str) -> str:
    """Where it is; without it nothing is proven, so that is a failure. `.ci/run` installs what is Debian's."""
    beside = REPOSITORY / ".venv-checks/bin"  # made by `make lint`, which comes before
    found = shutil.which(name) or shutil.which(name, path=f"/usr/sbin:/usr/bin:{beside}")
    if found is None:
        pytest.fail(f"{name} is missing")
    return found


def said(*command: str | Path, folder: Path = DEPLOY) -> str:
    """What the tool says, on both streams; it must be content."""
    ran = subprocess.run(
        [tool(str(command[0])), *map(str, command[1:])], cwd=folder, text=True, capture_output=True, check=False
    )
    assert 0 == ran.returncode, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr
