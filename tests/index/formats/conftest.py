"""Documents of other programs, made by LibreOffice itself once a session."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str, str], bytes]:
    """Makes a file of one kind of a file of another: content, its extension, the extension and filter wanted."""
    assert shutil.which("soffice"), "LibreOffice is missing: apt-get install libreoffice-writer-nogui"
    profile = tmp_path_factory.mktemp("office")

    def convert(content: bytes, have: str, want: str) -> bytes:
        folder = tmp_path_factory.mktemp("made")
        (folder / f"document.{have}").write_bytes(content)
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", want]
        ended = subprocess.run(
            [*command, "--outdir", str(folder), str(folder / f"document.{have}")], capture_output=True, check=False
        )
        made: Path = folder / f"document.{want.partition(':')[0]}"
        assert made.is_file(), ended.stdout + ended.stderr
        return made.read_bytes()

    return convert
