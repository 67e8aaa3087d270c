#!/usr/bin/env bash
# petrovich 2.0.1, declension of Russian surnames.
# Behaviour: the genitive of «Черных» is given as «Черныха», of «Долгих» as «Долгиха»; written in capitals, as forms
#   and signatures often have them, «ИВАНОВ» is not declined at all.
# One would expect: surnames in -ых and -их are indeclinable («от Черных»), and capitals follow the same rules.
# Why it matters here: a paper that is signed («получено от …») would name a person who does not exist.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check petrovich==2.0.1
"$work/venv/bin/python" - <<'PY' | tee "$work/seen"
from petrovich.enums import Case, Gender
from petrovich.main import Petrovich

for surname in ("Иванов", "Черных", "Долгих", "ИВАНОВ"):
    print(surname, Petrovich().lastname(surname, Case.GENITIVE, Gender.MALE))
PY
diff - "$work/seen" <<'SEEN'
Иванов Иванова
Черных Черныха
Долгих Долгиха
ИВАНОВ ИВАНОВ
SEEN
echo "as recorded"
