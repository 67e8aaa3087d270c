#!/usr/bin/env bash
# docx2python 3.7.1, a paragraph written in Word with a non-breaking hyphen (Ctrl+Shift+_, w:noBreakHyphen).
# Behaviour: «152‑ФЗ» comes out as «152ФЗ»; the hyphen is dropped without a trace. mammoth 1.13.0 keeps U+2011.
# One would expect: the hyphen, plain or non-breaking.
# Why it matters here: lawyers write the numbers of laws so, and a clause is quoted word for word.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0 mammoth==1.13.0
"$work/venv/bin/python" - "$work/law.docx" <<'PY' | tee "$work/seen"
import sys

import docx
import mammoth
from docx.oxml import OxmlElement
from docx2python import docx2python

document = docx.Document()
paragraph = document.add_paragraph("Закон № 152")
paragraph.add_run()._r.append(OxmlElement("w:noBreakHyphen"))
paragraph.add_run("ФЗ")
document.save(sys.argv[1])
print("docx2python", docx2python(sys.argv[1]).text.strip())
with open(sys.argv[1], "rb") as file:
    print("mammoth", mammoth.extract_raw_text(file).value.strip())
PY
diff - "$work/seen" <<'SEEN'
docx2python Закон № 152ФЗ
mammoth Закон № 152‑ФЗ
SEEN
echo "as recorded"
