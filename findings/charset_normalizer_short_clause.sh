#!/usr/bin/env bash
# charset-normalizer 3.5.3, a short numbered text in Russian, saved by an old editor.
# Behaviour: the same two lines are taken for MacCyrillic where they are windows-1251 and for windows-1251 where they are
#   MacCyrillic, so that every capital letter is another one («ќтвет»); KOI8-R comes out as Japanese.
# One would expect: the encoding whose decoding gives Russian words; all four are single-byte and the words are common.
# Why it matters here: a policy is quoted word for word, and such garbage would be quoted without a warning. So the words
#   of the dictionary decide which encoding it is, and a file that gives no words in any is refused.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check charset-normalizer==3.5.3
"$work/venv/bin/python" - <<'PY' | tee "$work/seen"
import charset_normalizer

text = "1. Срок\n1.1. Ответ на претензию в течение тридцати дней.\n"
for encoding in ("cp1251", "koi8-r", "cp866", "mac-cyrillic"):
    found = charset_normalizer.from_bytes(text.encode(encoding)).best()
    print(encoding, "->", found.encoding, str(found).split("\n")[1].split()[1])
PY
diff - "$work/seen" <<'SEEN'
cp1251 -> mac_cyrillic ќтвет
koi8-r -> shift_jis_2004 鱥ﾗﾅﾔ
cp866 -> cp1125 Ответ
mac-cyrillic -> cp1251 Ћтвет
SEEN
echo "as recorded"
