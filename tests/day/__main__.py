"""`make day`: a whole day with 120 contacts, and a table of how long they waited, by the clock of the day."""

import argparse
import asyncio
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median

from playwright.async_api import expect

from tests.chromium import PATIENCE, Chromium
from tests.day.contacts import contacts
from tests.day.day import Day
from tests.day.place import opened
from tests.day.verdict import faults


async def run(number: int, seed: int) -> list[str]:
    """What was wrong; nothing, on a good day."""
    expect.set_options(timeout=PATIENCE)
    chromium = Chromium()
    with tempfile.TemporaryDirectory() as folder:
        async with chromium.visit() as browser, opened(Path(folder), browser, seed) as day:
            planned = contacts(number, seed)
            await day.run(planned)
            await day.ends()
            found = await faults(day, planned)
            print(table(day))
    await chromium.close()
    return found


def table(day: Day) -> str:
    unseen = max((each.seen - each.since for each in day.told if each.seen), default=timedelta())
    waits = sorted(each.answered - each.since for each in day.told if each.answered)
    rows = {
        "answered by the policy": day.by_policy,
        "answered by staff": len(day.told),
        "longest unseen": unseen,
        "half were answered within": median(waits) if waits else "-",
        "the last within": waits[-1] if waits else "-",
    }
    return "\n".join(f"{name:28}{value}" for name, value in rows.items())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.day")
    parser.add_argument("--contacts", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    wrong = asyncio.run(run(given.contacts, given.seed))
    print(*(wrong or ["Nobody waited unseen for two minutes, and nobody was answered twice."]), sep="\n")
    sys.exit(1 if wrong else 0)
