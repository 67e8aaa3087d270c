"""Documents are changed by one process at a time: nothing that another one has written down is lost."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from index.facts import drafted
from punkt.editions.one_at_a_time import LOCK
from tests.punkt.conftest import Punkt
from tests.punkt.editions.asked_offer import add_second
from tests.two_editions import SECOND, add, one_edition

BUSY = (
    "Сейчас документы публикует или отменяет другой процесс, это займёт несколько минут: дождитесь конца и повторите."
)
#: Gives an edition one day after another, the last of December in the end.
DAYS = """import sys
from datetime import date
from pathlib import Path
from punkt.editions.facts_file import change
print("ready", flush=True)
input()
for day in range(1, 32):
    change(Path(sys.argv[1]), sys.argv[2], {"effective": date(2026, 12, day)})
"""


def begun(*words: str) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, *words], stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=os.environ)


def policy(*words: str) -> "subprocess.Popen[str]":
    """A command in a terminal of its own."""
    return begun("-m", "punkt", "policy", *words)


def is_held(lock: Path) -> bool:
    """Whether some process has locked the file; it is not touched, as that might keep the process out."""
    inode = f":{lock.stat().st_ino} " if lock.exists() else None
    return inode is not None and inode in Path("/proc/locks").read_text("ascii")


@pytest.fixture
def lock(punkt: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of an installation whose document has another edition as a draft."""
    add_second(punkt, tmp_path, monkeypatch)
    return tmp_path / "own" / LOCK


def test_who_comes_second_is_told_in_a_sentence_and_the_first_is_not_disturbed(lock: Path) -> None:
    """In the midst of a publication another one is begun, and the last one is to be taken back."""
    first = policy("publish", "offer@2")
    while not is_held(lock):
        assert first.poll() is None, first.communicate()
        time.sleep(0.01)
    first.send_signal(signal.SIGSTOP)
    for words in (("publish", "offer@2"), ("undo",)):
        second = policy(*words)
        said, failed = second.communicate()
        assert (1, "", f"Ошибка: {BUSY}") == (second.returncode, said, failed.strip())
    first.send_signal(signal.SIGCONT)
    said, failed = first.communicate()
    assert "Опубликована: offer@2, действует" in said, failed
    _, failed = policy("publish", "offer@2").communicate()
    assert "Черновиков нет" in failed


def test_facts_of_two_editions_that_are_written_at_once_are_both_kept(tmp_path: Path) -> None:
    folder = one_edition(tmp_path / "offer")
    add(folder, "2", SECOND)
    writers = [begun("-c", DAYS, str(folder), edition) for edition in ("1", "2")]
    for each in writers:
        assert each.stdout is not None
        assert "ready\n" == each.stdout.readline()
    for each in writers:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    for each in writers:
        _, failed = each.communicate()
        assert (0, "") == (each.returncode, failed)
    assert [("1", date(2026, 12, 31)), ("2", date(2026, 12, 31))] == [
        (each.id, each.effective) for each in drafted(folder)
    ]
