"""`punkt clauses` and `punkt policy add` over a Word document with open changes."""

import json
from pathlib import Path

import pytest

from punkt.failure import known_failures
from tests.index.formats.built_docx import NUMBERING, docx, in_list, p, t
from tests.punkt.conftest import Punkt

CHANGED = (
    '<w:del w:id="1" w:author="Юрист" w:date="2026-11-03T10:00:00Z"><w:r><w:delText>30</w:delText></w:r></w:del>'
    f'<w:ins w:id="2" w:author="Юрист" w:date="2026-11-03T10:00:00Z">{t("10")}</w:ins>'
)


@pytest.fixture
def offer(tmp_path: Path) -> str:
    body = p("Сроки", in_list(1)) + p(t("Ответ за ") + CHANGED + t(" дней."), in_list(1, 1))
    (tmp_path / "offer.docx").write_bytes(docx(body, numbering=NUMBERING))
    return str(tmp_path / "offer.docx")


def test_open_changes_are_shown(punkt: Punkt, offer: str) -> None:
    """Each with its line, author and day; the text is that with all of them."""
    shown = punkt("clauses", offer).stdout
    assert "1.1  Ответ за 10 дней." in shown
    assert "Внимание: строка 2: открытая правка: удалено «30» (Юрист, 03.11.2026)" in shown
    assert "Внимание: строка 2: открытая правка: вставлено «10» (Юрист, 03.11.2026)" in shown


def test_a_choice_is_followed_and_ends_the_warnings(punkt: Punkt, offer: str) -> None:
    found = json.loads(punkt("clauses", offer, "--changes", "reject", "--json").stdout)
    assert found["clauses"][1]["text"] == "Ответ за 30 дней."
    assert found["warnings"] == []
    assert found["changes"][0] == {
        "line": 2,
        "how": "удалено",
        "words": "30",
        "author": "Юрист",
        "day": "2026-11-03",
    }


def test_a_damaged_document_is_a_sentence(punkt: Punkt, offer: str) -> None:
    Path(offer).write_bytes(Path(offer).read_bytes()[:900])
    refused = punkt("clauses", offer, ok=False)
    assert isinstance(refused.exception, known_failures())
    assert "прочитать не удалось: архив повреждён" in str(refused.exception)


def test_whoever_adds_it_in_the_terminal_is_told_which_words_decide(punkt: Punkt, offer: str) -> None:
    refused = punkt("policy", "add", offer, "--yes", ok=False)
    assert isinstance(refused.exception, known_failures())
    told = (
        "открытые правки: 2 (строка 2: удалено «30» (Юрист, 03.11.2026); строка 2: вставлено «10» (Юрист, 03.11.2026))"
    )
    assert f"В файле остались {told}. Скажите --changes accept или --changes reject." == str(refused.exception)
    assert "Черновик записан" in punkt("policy", "add", offer, "--yes", "--changes", "accept").stdout
