"""`python -m tests.soak`: people use a Punkt that runs while all kinds of trouble befall it, for each seed so long.

Odd seeds run on PostgreSQL with a worker beside, even ones on SQLite. The order of the cases, and the moments in them,
follow from the seed; those that no seed before has tried come first. Writes a table; ends with 1 where anything was
lost, doubled, told wrong or came to no end.
"""

import argparse
import asyncio
import os
import signal
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.punkt.warm import WarmParent
from tests.soak.phase import Outcome, run
from tests.soak.place import opened
from tests.soak.troubles import CASES, cases

Table = dict[str, Outcome]


async def soak(warm: WarmParent, seed: int, table: Table, given: argparse.Namespace) -> None:
    postgres = bool(seed % 2)
    print(f"seed {seed}, on {'PostgreSQL with a worker beside' if postgres else 'SQLite'}", flush=True)
    with TemporaryDirectory(prefix="punkt-soak-", ignore_cleanup_errors=True) as folder:
        async with opened(Path(folder), warm, given.patience, postgres=postgres) as place:
            ends = time.monotonic() + given.minutes * 60
            mine = [case for case in cases(seed, postgres=postgres) if not given.only or case.faults in given.only]
            tried = Counter[str]()
            while time.monotonic() < ends:
                case = min(mine, key=lambda case: (tried[case.name], table[case.name].tried))
                # What happens in it is the same whatever was before: `--only` gives a failed one again.
                outcome = await run(place, case, seed * 1000 + 100 * tried[case.name] + CASES.index(case))
                tried[case.name] += 1
                table[case.name] += outcome
                print(f"  {case.name}: {_cells(outcome)} load {os.getloadavg()[0]:.1f}", *outcome.faults, flush=True)
                if outcome.faults:
                    for process in place.processes:
                        print(process.log.name, *process.log.read_text("utf-8").splitlines()[-60:], sep="\n")


def _cells(outcome: Outcome) -> str:
    counts = (outcome.tried, outcome.lost, outcome.doubled, outcome.said_twice, f"{outcome.drained:.1f}")
    return " | ".join(map(str, counts))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="of each seed")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--only", nargs="*", default=[], help="cases, by their faults: F4 F20")
    parser.add_argument("--patience", type=float, default=1, help="stretches times, where the machine has much to do")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended, too
    signal.signal(signal.SIGINT, signal.default_int_handler)
    table: Table = defaultdict(Outcome)
    warm = WarmParent("tests.soak.unpaced")
    for seed in given.seeds:
        asyncio.run(soak(warm, seed, table, given))
    print("\n| case | faults | tried | lost | doubled | said twice | seconds to drain |")
    print("|---|---|---|---|---|---|---|")
    for case in CASES:
        if table[case.name].tried or table[case.name].faults:
            print(f"| {case.name} | {case.faults} | {_cells(table[case.name])} |")
    print(f"| all | | {_cells(sum(table.values(), Outcome()))} |")
    warm.end()
    return any(outcome.faults for outcome in table.values())


if __name__ == "__main__":
    sys.exit(main())
