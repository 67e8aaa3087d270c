"""A PDF is drawn in a process of its own, which may take so much time and memory and no more, and may die."""

import json
import os
import subprocess  # nosec B404
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from index.formats.pdf.sheet import Bar, Run, Seen, Sheet
from index.formats.reading import FileUnreadable

PATIENCE = 180  #: seconds of the clock; `drawing` limits those of the processor
LARGEST = 100 << 20  #: bytes of a file
_ROOT = str(Path(__file__).parents[3])
_UNMAPPED = 0.3  #: share of glyphs without a letter in a file that cannot be read

#: Why a file is not read, as the end of a sentence.
REFUSED: Mapping[str, str] = {
    "password": "он закрыт паролем, сохраните его без пароля",
    "damaged": "файл повреждён, сохраните его заново или возьмите исходный документ",
    "pages": "в нём больше 3000 страниц, разделите его на части",
    "glyphs": "в нём слишком много текста, разделите его на части",
    "unmapped": "его шрифты не говорят, какие в нём буквы, возьмите исходный документ",
    "large": "он больше 100 МБ, сохраните его без картинок или разделите на части",
    "slow": "он не разобран и за минуту, сохраните его заново или возьмите исходный документ",
}


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """All pages of a file. Raises FileUnreadable."""
    if len(data) > LARGEST:
        raise FileUnreadable(REFUSED["large"])
    lines = [json.loads(line) for line in _drawn(data).splitlines()]
    refused = next((line["refused"] for line in lines if "refused" in line), None)
    if refused or not lines or "whole" not in lines.pop():
        raise FileUnreadable(REFUSED[refused or "damaged"])
    glyphs = sum(line.get("glyphs", 0) for line in lines)
    if sum(line.get("unmapped", 0) * line.get("glyphs", 0) for line in lines) > _UNMAPPED * glyphs:
        raise FileUnreadable(REFUSED["unmapped"])
    return tuple(_sheet(line) for line in lines)


def _drawn(data: bytes) -> bytes:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([_ROOT, os.environ.get("PYTHONPATH", "")]).strip(os.pathsep)
    }
    command = [sys.executable, "-P", "-m", "index.formats.pdf.drawing"]
    try:
        done = subprocess.run(  # this Python, and a file of ours  # noqa: S603  # nosec B603
            command, input=data, capture_output=True, env=environment, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise FileUnreadable(REFUSED["slow"]) from None
    if done.returncode:
        spent = done.returncode in {-9, -24}  # SIGKILL, SIGXCPU
        raise FileUnreadable(REFUSED["slow" if spent else "damaged"])
    return done.stdout


def _sheet(line: Mapping[str, Any]) -> Sheet:
    runs = (
        Run(text, left, right, base, size, bold, Seen(seen))
        for text, left, right, base, size, bold, seen in line["runs"]
    )
    bars = (Bar(*bar) for bar in line["bars"])
    return Sheet(line["width"], line["height"], tuple(runs), tuple(bars), line["picture"])
