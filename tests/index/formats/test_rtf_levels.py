"""Words before the counted numbers of an .rtf, which LibreOffice loses when it saves one."""

from collections.abc import Callable

import pytest

from index.document.parser import parse
from index.formats.reading import read_file
from index.formats.rtf_levels import with_words
from tests.index.formats.built_docx import definition, docx, in_list, instance, level, p

CHAPTERS = (
    definition(0, level(0, "upperRoman", "Глава %1.")) + definition(1, level(0, "decimal", "%1."))
    + instance(1, 0) + instance(2, 1)
)  # fmt: skip


def test_chapters_of_an_rtf_by_libreoffice_keep_their_words(by_libreoffice: Callable[[bytes, str, str], bytes]):
    """Without these «????? I.» is no number, and the chapter is lost."""
    body = (
        p("Приём", in_list(1))
        + p("Заявление пишут весной.", in_list(2))
        + p("Учёба", in_list(1))
        + p("Урок длится час.", in_list(2))
    )
    data = by_libreoffice(docx(body, numbering=CHAPTERS), "docx", "rtf")
    assert rb"\'3f\'3f" in data  # what is mended here
    assert [line.text for line in read_file(data).lines] == [
        "Глава I. Приём",
        "1. Заявление пишут весной.",
        "Глава II. Учёба",
        "2. Урок длится час.",
    ]
    assert [each.number for each in parse(read_file(data)).clauses] == ["I", "1", "II", "2"]


LEVEL = rb"{\leveltext \'05\'3f\'3f \'00.;}{\listtext\pard\plain %b\tab}"


@pytest.mark.parametrize(
    ("row", "mended"),
    [
        (rb"\u1089\'3f\u1090\'3f 1.", rb"\'05\u1089\'3f\u1090\'3f \'00."),
        (rb"\'f1\'f2 IV.", rb"\'05\u1089\'3f\u1090\'3f \'00."),
        (rb"?? 1.", rb"\'05\'3f\'3f \'00."),
        (rb"\u1089\'3f\u1090\'3f 1)", rb"\'05\'3f\'3f \'00."),
    ],
    ids=["as LibreOffice writes it", "as Word writes it", "real question marks", "of another list"],
)
def test_lost_words_are_taken_from_a_row_of_the_same_shape(row: bytes, mended: bytes):
    assert with_words(LEVEL % row).startswith(rb"{\leveltext " + mended + b";}")


def test_a_list_that_lost_nothing_stays_as_it_is():
    data = rb"{\leveltext \'02\'00.;}{\listtext\pard\plain 1.\tab}"
    assert with_words(data) == data
