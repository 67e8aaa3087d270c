#!/usr/bin/env bash
# pypdfium2 5.15.2, text of a PDF whose lines end in hyphens.
# Behaviour: both «купли-/продажи», where the hyphen belongs to the word, and «рассмотре-/ния», where it does not, come
#   as one line with U+FFFE (a noncharacter) in the hyphen's place. pypdf 7.1.1 gives hyphen and line break.
# One would expect: the hyphen as it is drawn, with the line break, so that a reader can judge by the word.
# Why it matters here: whoever drops the noncharacter quotes «куплипродажи», whoever makes it a hyphen quotes
#   «рассмотре-ния»; and text with U+FFFE may not stand in XML at all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    pypdfium2==5.15.2 pypdf==7.1.1 reportlab==5.1.0 matplotlib==3.10.8 # matplotlib only for a font with Cyrillic
"$work/venv/bin/python" - "$work/offer.pdf" <<'PY' | tee "$work/seen"
import sys

import matplotlib
import pypdf
import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(TTFont("DejaVu", f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans.ttf"))
canvas = Canvas(sys.argv[1])
canvas.setFont("DejaVu", 12)
for row, line in enumerate(("2.1. По договору купли-", "продажи срок рассмотре-", "ния равен 10 дням.")):
    canvas.drawString(72, 700 - 20 * row, line)
canvas.save()
for name, text in (
    ("pypdfium2", pypdfium2.PdfDocument(sys.argv[1])[0].get_textpage().get_text_range()),
    ("pypdf", pypdf.PdfReader(sys.argv[1]).pages[0].extract_text()),
):
    print(name, text.strip().replace("\ufffe", "<U+FFFE>").replace("\r", "").split("\n"))
PY
diff - "$work/seen" <<'SEEN'
pypdfium2 ['2.1. По договору купли<U+FFFE>продажи срок рассмотре<U+FFFE>ния равен 10 дням.']
pypdf ['2.1. По договору купли-', 'продажи срок рассмотре-', 'ния равен 10 дням.']
SEEN
echo "as recorded"
