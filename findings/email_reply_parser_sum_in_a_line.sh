#!/usr/bin/env bash
# email-reply-parser 0.5.12, a plain-text letter in Russian without any quotation.
# Behaviour: the person's own text ends where a line, after an empty one, begins with a minus and a digit or letter:
#   that line and all behind it are taken for a signature and dropped, the order number with them.
# One would expect: a signature begins with "-- "; a sum or a list item written with a minus is the person's text.
# Why it matters here: a claim by mail names its sums in just such lines, and they would never reach staff.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check email-reply-parser==0.5.12
"$work/venv/bin/python" - <<'PY' | tee "$work/seen"
from email_reply_parser import EmailReplyParser

letter = "Здравствуйте!\n\nПрошу вернуть:\n\n{}500 руб. за доставку\n\nНомер заказа 4417."
for mark in ("-", "- ", "— "):
    print(repr(mark), EmailReplyParser.parse_reply(letter.format(mark)).split("\n\n"))
PY
diff - "$work/seen" <<'SEEN'
'-' ['Здравствуйте!', 'Прошу вернуть:']
'- ' ['Здравствуйте!', 'Прошу вернуть:', '- 500 руб. за доставку', 'Номер заказа 4417.']
'— ' ['Здравствуйте!', 'Прошу вернуть:', '— 500 руб. за доставку', 'Номер заказа 4417.']
SEEN
echo "as recorded"
