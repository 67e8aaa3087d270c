"""Files of old editors: read in the encoding that they have, and said so; or refused, never quoted as garbage."""

import re
from pathlib import Path

import pytest

from index.document.encoding import decode
from index.document.parser import DocumentGarbled, parse, read_document

POLICY = Path(__file__).parents[3] / "policy_text" / "privacy" / "editions" / "1.txt"
SHORT = "1. Срок\n1.1. Пять лет, не больше.\n1.2. Отзыв согласия.\n"
TITLES = {
    "koi8-r": "KOI8-R",
    "cp866": "CP866 (DOS)",
    "mac-cyrillic": "MacCyrillic",
    "iso8859-5": "ISO 8859-5",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32-le": "UTF-32 LE",
    "utf-32-be": "UTF-32 BE",
    "cp855": "CP855 (DOS)",
    "utf-7": "UTF-7",
}
SILENT = ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-32"]


@pytest.mark.parametrize("encoding", [*TITLES, *SILENT])
@pytest.mark.parametrize("text", [SHORT, POLICY.read_text("utf-8")], ids=["short", "policy"])
def test_a_text_is_the_same_in_every_encoding(tmp_path: Path, encoding: str, text: str):
    """Old Windows, Unix, DOS and Macintosh, Unicode with its mark or without; a rare one is said to be a guess."""
    data = text.encode(encoding, errors="ignore")  # DOS has no quotation marks
    written = data.decode(encoding).removeprefix("\ufeff")
    (tmp_path / "policy.txt").write_bytes(data)
    found, expected = read_document(tmp_path / "policy.txt"), parse(written)
    assert (found.clauses, found.preamble) == (expected.clauses, expected.preamble)
    told = [warning for warning in found.warnings if warning not in expected.warnings]
    assert [bool(re.search(rf"Кодировка {re.escape(TITLES[encoding])} определена", each)) for each in told] == (
        [] if encoding in SILENT else [True]
    )


@pytest.mark.parametrize(
    ("declared", "encoding", "warning"),
    [
        ("windows-1251", "cp1251", None),
        ("KOI8-R", "koi8-r", None),
        ("x-mac-cyrillic", "mac-cyrillic", None),
        ("utf-8", "utf-8", None),
        ("koi8-r", "cp1251", "В файле объявлена кодировка koi8-r, но записан он в windows-1251: исправьте объявление"),
        (
            "windows-1251",
            "utf-8",
            "В файле объявлена кодировка windows-1251, но записан он в UTF-8: исправьте объявление",
        ),
        ("утф", "utf-8", None),
        (
            "unicode_escape",
            "cp866",
            "В файле объявлена кодировка unicode_escape, но записан он в CP866 (DOS): исправьте объявление",
        ),
    ],
)
@pytest.mark.parametrize(
    "form", ['<meta charset="{}">', '<?xml version="1.0" encoding="{}"?>', "<meta content='text/html; charset={}'>"]
)
def test_what_a_page_declares_is_checked_by_its_words(form: str, declared: str, encoding: str, warning: str | None):
    """A right declaration needs no word more; a wrong one is not believed."""
    page = f"{form.format(declared)}<p>1. Срок</p><p>1.1. Пять лет, не больше.</p><p>1.2. Отзыв согласия.</p>"
    document = parse(page.encode(encoding, errors="ignore"))
    assert [clause.text or clause.heading for clause in document.clauses] == [
        "Срок",
        "Пять лет, не больше.",
        "Отзыв согласия.",
    ]
    assert document.warnings == ((warning,) if warning else ())


GARBAGE = {
    "KOI8-R taken for windows-1251": SHORT.encode("koi8-r").decode("cp1251").encode(),
    "windows-1251 taken for KOI8-R": SHORT.encode("cp1251").decode("koi8-r").encode(),
    "windows-1251 taken for Latin": SHORT.encode("cp1251").decode("latin-1").encode(),
    "DOS taken for windows-1251": SHORT.encode("cp866").decode("cp1251").encode(),
    "question marks": SHORT.encode("ascii", errors="replace"),
    "lines of two old encodings": SHORT.encode("cp1251") * 2 + SHORT.encode("koi8-r"),
    "twice encoded": SHORT.encode().decode("cp1251", errors="replace").encode(),
    "twice encoded, Latin": SHORT.encode().decode("latin-1").encode(),
    "no text": bytes(range(128, 256)) * 3,
    "another language": "1. Мемлекет\n1.1. Қазақстан Республикасының азаматтары".encode("ptcp154"),
    "too little to tell": "1. Я.".encode("koi8-r"),
}


@pytest.mark.parametrize("data", GARBAGE.values(), ids=GARBAGE.keys())
def test_what_gives_no_words_is_refused_with_a_sentence(tmp_path: Path, data: bytes):
    """Letters that nobody can read are never clauses."""
    (tmp_path / "policy.txt").write_bytes(data)
    with pytest.raises(DocumentGarbled, match=r"прочитать не удалось: .*(UTF-8|из оригинала)$"):
        read_document(tmp_path / "policy.txt")


OUT_OF_STEP = {
    "UTF-16 with a line break of one byte": SHORT.encode("utf-16-le") + b"\n",
    "UTF-16 and its mark, with a line break of one byte": SHORT.encode("utf-16") + b"\n",
    "UTF-8 behind the mark of UTF-16": b"\xff\xfe" + SHORT.encode(),
    "UTF-16 behind the mark of UTF-8": b"\xef\xbb\xbf" + SHORT.encode("utf-16-le"),
    "windows-1251 behind the mark of UTF-8": b"\xef\xbb\xbf" + SHORT.encode("cp1251"),
    "zeros at the end": SHORT.encode() + b"\0\0\0",
}


@pytest.mark.parametrize("data", OUT_OF_STEP.values(), ids=OUT_OF_STEP.keys())
def test_what_tools_add_to_a_file_does_not_hide_its_words(tmp_path: Path, data: bytes):
    """A wrong mark is not believed, a byte too many is dropped."""
    (tmp_path / "policy.txt").write_bytes(data)
    assert read_document(tmp_path / "policy.txt").clauses == parse(SHORT).clauses


def test_lines_pasted_in_an_old_encoding_are_read_and_told():
    """Each line is in one encoding; which of the two a line has is beyond doubt, as no text is UTF-8 by chance."""
    pasted = "1.3. Срок ответа — тридцать дней.\n1.4. Жалоба в надзор."
    document = parse((SHORT * 3).encode() + pasted.encode("cp1251"))
    assert [clause.text for clause in document.clauses][-2:] == ["Срок ответа — тридцать дней.", "Жалоба в надзор."]
    told = "В файле две кодировки, UTF-8 и windows-1251: проверьте строку 10 и ещё 1"
    assert [warning for warning in document.warnings if "кодировки" in warning] == [told]


def test_a_text_of_another_language_in_utf_8_is_no_garbage():
    """Kazakh, Greek and French words are none of the dictionary, nor of any other encoding."""
    for text in (
        "1. Мемлекет\n1.1. Қазақстан Республикасының азаматтары өтініш береді.",
        "1. Όρος\n1.1. Πέντε χρόνια.",
    ):
        assert not decode(text.encode()).garbled
    assert not decode(
        "1. Durée\n1.1. Cinq années, à compter du décès présumé, où qu’il ait été déclaré.".encode()
    ).garbled


def test_quotation_marks_of_a_rare_unix_encoding_are_kept():
    """KOI8-T has the marks that KOI8-R lacks; every letter of both is the same."""
    text = "1. Срок\n1.1. Ответ «Оператора» за тридцать дней.\n"
    assert decode(text.encode("koi8-t")).text == text


def test_a_few_broken_characters_are_told_with_their_line():
    """The rest of the file is sound."""
    damaged = (SHORT * 9).encode().replace("лет".encode(), b"\xd0\xd0", 1)
    [warning] = [each for each in parse(damaged).warnings if "нечитаемые" in each]
    assert warning == "В файле есть нечитаемые знаки: 2, первый в строке 2"


def test_english_needs_no_russian_words():
    """Dashes and quotation marks of Windows are no letters."""
    text = "1. Term\n1.1. “Five” years – no more. © 2026\n"
    assert parse(text.encode("cp1252")) == parse(text)


@pytest.mark.parametrize("words", [1, 3, 5, 8])
def test_a_wrong_encoding_is_rarer_than_a_refusal(words: int):
    """A few words of the policy in five encodings: read right or refused, as far as words can tell."""
    found = POLICY.read_text("utf-8").split()
    texts = [" ".join(found[place : place + words]) for place in range(0, len(found) - words, 40)]
    wrong = right = 0
    for text in texts:
        for encoding in ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"):
            data = text.encode(encoding, errors="ignore")
            decoded = decode(data)
            wrong += not decoded.garbled and decoded.text != data.decode(encoding)
            right += not decoded.garbled and decoded.text == data.decode(encoding)
    assert wrong * 100 <= len(texts) * 5
    assert right > len(texts) * 5 * {1: 0.5, 3: 0.9, 5: 0.97, 8: 0.99}[words]


def test_plus_signs_of_a_plain_text_are_no_utf_7():
    """Telephones, addresses and code are all ASCII, too."""
    text = "Call +79001234567, see https://example.org/?q=+AbcdefGhij-&p=C++Builder+templates."
    assert decode(text.encode()).text == text
