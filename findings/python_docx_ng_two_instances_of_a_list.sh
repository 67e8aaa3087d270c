#!/usr/bin/env bash
# python-docx-ng 2.1.0, clauses numbered by two instances (w:num) of one definition (w:abstractNum), as Word writes them
# when a clause was pasted or its style was applied again; neither instance asks to begin anew.
# Behaviour: each instance counts for itself: «1.», «2.», «1.», «3.».
# One would expect: «1.», «2.», «3.», «4.», as Word and LibreOffice 7.4 show; the count belongs to the definition, and only
#   w:startOverride begins it anew.
# Why it matters here: «п. 3» would be quoted as «п. 1», and a number that was there already comes twice.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-docx-ng==2.1.0 lxml==6.1.3
"$work/venv/bin/python" - "$work/offer.docx" <<'PY' | tee "$work/seen"
import sys

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

document = docx.Document()
numbering = document.part.numbering_part.element
definition = (
    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
)
numbering.insert(0, parse_xml(definition))
for num_id in (91, 92):
    instance = f'<w:num {nsdecls("w")} w:numId="{num_id}"><w:abstractNumId w:val="90"/></w:num>'
    numbering.append(parse_xml(instance))
for place, num_id in enumerate((91, 91, 92, 91), 1):
    paragraph = document.add_paragraph(f"Пункт {place}.")
    item = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{num_id}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(item))
document.save(sys.argv[1])
for paragraph in docx.Document(sys.argv[1]).paragraphs:
    print(paragraph.list_number, paragraph.text)
PY
diff - "$work/seen" <<'SEEN'
1. Пункт 1.
2. Пункт 2.
1. Пункт 3.
3. Пункт 4.
SEEN
echo "as recorded"
