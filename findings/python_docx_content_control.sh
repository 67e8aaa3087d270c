#!/usr/bin/env bash
# python-docx 1.2.0, a clause whose term stands in a content control (w:sdt), as templates of contracts have them.
# Behaviour: paragraph.text leaves the words of the control out, and the sentence reads on as if nothing were missing;
#   a whole paragraph in a control is not among document.paragraphs. docx2python 3.7.1 gives both.
# One would expect: what Word shows and prints as text of the paragraph.
# Why it matters here: «срок 30 дней» would be quoted as «срок»: a clause without its number is a wrong clause.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0
"$work/venv/bin/python" - "$work/offer.docx" <<'PY' | tee "$work/seen"
import sys

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python


def control(content: str):
    return parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent>{content}</w:sdtContent></w:sdt>")


document = docx.Document()
paragraph = document.add_paragraph("5.1. Срок ответа ")
paragraph._p.append(control("<w:r><w:t>30 дней</w:t></w:r>"))
paragraph.add_run(" со дня получения.")
document.element.body.insert(1, control("<w:p><w:r><w:t>5.2. Ответ бесплатен.</w:t></w:r></w:p>"))
document.save(sys.argv[1])
print("python-docx", [each.text for each in docx.Document(sys.argv[1]).paragraphs])
print("docx2python", docx2python(sys.argv[1]).text.split("\n\n"))
PY
diff - "$work/seen" <<'SEEN'
python-docx ['5.1. Срок ответа  со дня получения.']
docx2python ['5.1. Срок ответа 30 дней со дня получения.', '5.2. Ответ бесплатен.']
SEEN
echo "as recorded"
