#!/usr/bin/env bash
# maxapi 1.2.3, a message of exactly 4,000 characters, the longest that the platform's limit (4,000) allows.
# Behaviour: sending or editing a message refuses it ("меньше 4000"), sending or editing a comment takes it
#   ("не длиннее 4000"); both refuse 4,001. Nothing is sent over the network here: the check stands in the constructor.
# One would expect: one limit, and that it can be reached.
# Why it matters here: a long clause is cut into parts of the longest allowed length, and just the full parts would be
#   refused; so parts for MAX are cut to 3,999.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check maxapi==1.2.3
"$work/venv/bin/python" - <<'PY' | tee "$work/seen"
import inspect

from maxapi.methods.send_comment import SendComment
from maxapi.methods.send_message import SendMessage

for method in (SendMessage, SendComment):
    needed = {
        name: "1"
        for name, parameter in inspect.signature(method).parameters.items()
        if parameter.default is inspect.Parameter.empty
    }
    for length in (3_999, 4_000, 4_001):
        try:
            method(**needed | {"text": "ж" * length})
        except ValueError as error:
            print(method.__name__, length, error)
        else:
            print(method.__name__, length, "taken")
PY
diff - "$work/seen" <<'SEEN'
SendMessage 3999 taken
SendMessage 4000 text должен быть меньше 4000 символов
SendMessage 4001 text должен быть меньше 4000 символов
SendComment 3999 taken
SendComment 4000 taken
SendComment 4001 text должен быть не длиннее 4000 символов
SEEN
echo "as recorded"
