"""`tests.punkt.warm` whose children live as many days ahead as a file says; they look into it again and again."""

import os
from datetime import date, timedelta
from pathlib import Path

from index import calendar
from tests.punkt.warm import serve

FILE = "TESTS_DAYS_AHEAD"  #: variable of the environment that names the file

_true_day = calendar.today


def today() -> date:
    return _true_day() + timedelta(days=int(Path(os.environ[FILE]).read_text("ascii")))


if __name__ == "__main__":
    calendar.today = today  # before anybody else has taken it from there
    serve()
