"""The memory of a process that works: what it holds, and by how much that grows while it goes on."""

from collections.abc import Callable
from pathlib import Path

MOST = 0.05  #: growth that may be


def resident(pid: int) -> float:
    """Megabytes in memory, from the kernel's table of the process."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def own_share(pid: int) -> float:
    """Megabytes of the process, of pages that others map too only its part (PSS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def growth(pid: int, work: Callable[[int], object], warming: int, number: int) -> float:
    """Share by which the process grows while `work` is done so often, counted after as many times of warming up."""
    for turn in range(warming):
        work(turn)
    before = resident(pid)
    for turn in range(warming, warming + number):
        work(turn)
    return resident(pid) / before - 1
