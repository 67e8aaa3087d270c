"""Old Word documents and RTF, which LibreOffice makes .docx of: its own text would show deleted words, too."""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from index.document.changes import Choice
from index.document.source import Source
from index.formats.docx.reading import read_docx
from index.formats.rtf_levels import with_words
from index.formats.unreadable import FileUnreadable

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120  #: a document of a thousand pages takes a few
_LARGEST = 64 << 20  #: bytes of any file that is written on the way
_FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format"}
_LOCKED, _WORD = "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
_MISSING = (
    "чтобы прочитать .doc и .rtf, нужен LibreOffice: установите его (в Debian — пакет libreoffice-writer-nogui) или "
    "сохраните документ как .docx"
)
_AFTER_ALL = rb"\par\pard\plain\par"  #: of an .rtf: LibreOffice forgets on which level of a list the last paragraph is
_REFUSED = "LibreOffice не смог его открыть: откройте файл в Word и сохраните как .docx"
#: No macro runs, no link is followed: neither to the network nor to another file of this machine.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def read_doc(data: bytes, choice: Choice) -> Source:
    """A .doc of Word 97–2003. Raises FileUnreadable."""
    if _LOCKED in data:
        raise FileUnreadable("он защищён паролем: сохраните его без пароля")
    if _WORD not in data:
        raise FileUnreadable("это не документ Word, а другой файл Microsoft Office")
    return read_docx(_converted(data, "doc"), choice)


def read_rtf(data: bytes, choice: Choice) -> Source:
    """An .rtf. Raises FileUnreadable."""
    data = with_words(data)
    text, brace, rest = data.rpartition(b"}")
    return read_docx(_converted(text + _AFTER_ALL + brace + rest if brace else data, "rtf"), choice)


def _converted(data: bytes, kind: str) -> bytes:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise FileUnreadable(_MISSING)
    with tempfile.TemporaryDirectory(prefix="punkt-office-") as work:
        folder = Path(work)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, encoding="utf-8")
        (folder / f"document.{kind}").write_bytes(data)
        _run(program, folder, kind)
        made = folder / "made" / "document.docx"
        if not made.is_file() or made.stat().st_size >= _LARGEST:
            raise FileUnreadable(_REFUSED)
        return made.read_bytes()


def _run(program: str, folder: Path, kind: str) -> None:
    """Convert in a group of processes, all of which end with it."""
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        f"--infilter={_FILTERS[kind]}",
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(folder / f"document.{kind}")),
    ]
    surroundings = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder)}
    with subprocess.Popen(  # a program of this machine, and names of our own  # noqa: S603  # nosec B603
        command,
        cwd=folder,
        env={**surroundings, "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (_LARGEST, _LARGEST))
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            raise FileUnreadable(
                f"LibreOffice не открыл его за {_SECONDS} секунд: сохраните документ как .docx"
            ) from None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
