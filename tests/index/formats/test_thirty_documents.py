"""Files of all kinds, made of documents whose clauses are known: nothing is missed, nothing is made up."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.index.formats.clauses_found import Found
from tests.index.formats.test_epub_reading import epub
from tests.index.formats.thirty.drawn_files import drawn_pdf
from tests.index.formats.thirty.known_rows import Known, Row, of_operators, policy, whole
from tests.index.formats.thirty.measured import figures
from tests.index.formats.thirty.page_files import chapter, google_page, plain_page, word_page
from tests.index.formats.thirty.word_files import counted_docx, typed_docx

OPERATORS = (
    *("agreement_latin_annexes", "agreement_notes", "bank_tariffs", "consent_blanks", "cookie_table"),
    *("offer_articles", "policy_bare_headings", "price_annex", "rules_letters", "two_languages"),
)
#: A price list between the heading of an annex and its first clause is no clause's: its words are reported as lost.
WITH_A_LOSS = {"price_annex": 0.81}
KNOWN = {
    each.name: each
    for each in (
        *map(policy, ("privacy", "cold/clinic", "cold/club", "cold/shop", "cold/stories", "cold/travel")),
        *map(whole, ("agreement_roman", "charter_articles", "consent_flat", "contract_repair", "fitness_contract")),
        *map(of_operators, OPERATORS),
        *map(whole, ("labour_rules", "lease", "loyalty_rules", "offer_courses", "privacy_shop", "taxi_offer")),
    )
}
Made = Callable[[Sequence[Row]], bytes]
MADE: Mapping[str, tuple[Made, tuple[str, ...]]] = {
    "docx, counted": (counted_docx, ("privacy", "cold_clinic", "cold_club", "cold_travel", "lease", "privacy_shop")),
    "docx, typed": (typed_docx, ("cold_shop", "cold_stories", "charter_articles", "agreement_roman")),
    "html": (plain_page, ("fitness_contract", "taxi_offer", "cold_club")),
    "html of Google Docs": (google_page, ("cold_travel", "consent_flat", "loyalty_rules", "cold_shop")),
    "html of Word": (word_page, ("cold_stories", "labour_rules", "offer_courses")),
    "epub": (lambda rows: epub({"text.xhtml": chapter(rows)}), ("privacy", "privacy_shop", "contract_repair")),
    "pdf": (drawn_pdf, ("cold_clinic", "charter_articles", "fitness_contract")),
}
#: By LibreOffice, of .docx with counted numbers; .doc and .rtf take it again to be read, so there are few of them.
CONVERTED = {
    "odt": ("privacy", "cold_club", "contract_repair", "offer_courses", "agreement_notes", "two_languages"),
    "pdf": ("privacy", "fitness_contract", "labour_rules", "agreement_notes", "bank_tariffs", "two_languages"),
    "html:HTML (StarWriter)": ("cold_clinic", "taxi_offer", "consent_flat", "bank_tariffs", "two_languages", "privacy"),
    "rtf": ("loyalty_rules", "two_languages"),
    "doc:MS Word 97": ("taxi_offer", "two_languages"),
}
Convert = Callable[[Mapping[str, bytes], str], dict[str, bytes]]


def of_all(files: Mapping[str, bytes]) -> Found:
    """Files by the name of their document."""
    return sum((figures(KNOWN[name], data) for name, data in files.items()), Found())


def assert_right(found: Found) -> None:
    """The goal of the project, on documents that it was not made for."""
    assert found.precision >= 0.99, found
    assert found.recall >= 0.99, found
    assert found.coverage >= 0.97, found


@pytest.mark.parametrize(("made", "names"), MADE.values(), ids=MADE)
def test_files_of_a_kind_give_the_clauses_that_are_known(made: Made, names: Sequence[str]):
    assert_right(of_all({name: made(KNOWN[name].rows) for name in names}))


@pytest.mark.parametrize("made", [made for made, _ in MADE.values()], ids=MADE)
@pytest.mark.parametrize("name", OPERATORS)
def test_what_operators_have_is_read_whole(made: Made, name: str):
    """Tables with numbers, two languages side by side, footnotes, blanks, annexes with letters."""
    found = figures(KNOWN[name], made(KNOWN[name].rows))
    assert (found.precision, found.recall) == (1, 1)
    assert found.coverage >= WITH_A_LOSS.get(name, 0.97)


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Many .docx at once into files of another kind."""
    profile = tmp_path_factory.mktemp("office")

    def converted(files: Mapping[str, bytes], wanted: str) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("many")
        for name, data in files.items():
            (folder / f"{name}.docx").write_bytes(data)
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", wanted]
        made: Path = folder / "made"
        subprocess.run(
            [*command, "--outdir", str(made), *map(str, folder.glob("*.docx"))], capture_output=True, check=True
        )
        return {each.stem: each.read_bytes() for each in made.iterdir()}

    return converted


@pytest.mark.parametrize(("wanted", "names"), CONVERTED.items(), ids=[each.partition(":")[0] for each in CONVERTED])
def test_files_of_libreoffice_give_the_clauses_that_are_known(convert: Convert, wanted: str, names: Sequence[str]):
    """Numbers were counted in the .docx that they were made of."""
    files = convert({name: counted_docx(KNOWN[name].rows) for name in names}, wanted)
    assert sorted(files) == sorted(names)
    assert_right(of_all(files))


def test_what_was_not_found_counts():
    """The figures are no praise of an empty page."""
    known = Known("two", (), (("1", "Раз"), ("2", "Два")))
    found = figures(known, "1. Раз\n\n3. Три".encode())
    assert (found.right, found.found, found.known) == (1, 2, 2)
