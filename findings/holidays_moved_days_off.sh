#!/usr/bin/env bash
# holidays 0.109, Russian calendar, years without a decree on moved days off.
# Behaviour: 4 November 2028 is a Saturday, and Monday 6 November 2028 counts as a working day; so does Monday
#   5 November 2029. Years with a decree (2026) are right.
# One would expect: Labour Code art. 112 part 2 itself moves a day off that falls on a weekend to the next working day
#   (1-8 January apart), decree or not, so that Monday is a day off.
# Why it matters here: a term of ten working days that runs over it ends a day too early, and a promised date is a duty;
#   so the calendar of terms adds those days by the rule, and says that it did.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check holidays==0.109
"$work/venv/bin/python" - <<'PY' | tee "$work/seen"
from datetime import date

import holidays

for day, moved in ((date(2028, 11, 4), date(2028, 11, 6)), (date(2029, 11, 4), date(2029, 11, 5))):
    russia = holidays.country_holidays("RU", years=day.year)
    print(day, day.strftime("%A"), russia.get(day))
    print(moved, moved.strftime("%A"), "working" if russia.is_working_day(moved) else "off")
PY
diff - "$work/seen" <<'SEEN'
2028-11-04 Saturday Unity Day
2028-11-06 Monday working
2029-11-04 Sunday Unity Day
2029-11-05 Monday working
SEEN
echo "as recorded"
