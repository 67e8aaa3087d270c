"""How much of a document can be quoted, and where the rest stands."""

from pathlib import Path

import pytest

from index.document.clause import Lost
from index.document.parser import DocumentGarbled, parse, read_document

POLICY = Path(__file__).parents[3] / "policy_text" / "privacy" / "editions" / "1.txt"
LOST = "## 1. Данные\n\n1.1. Мы храним имя.\n\n## Контакты\n\nПишите нам.\n"


def test_all_of_the_published_policy_can_be_quoted():
    document = parse(POLICY.read_bytes())
    assert (document.coverage, document.lost) == (1.0, ())


def test_lost_lines_are_named_with_their_first_words():
    """Letters are counted: 17 of them in the clauses, 17 lost; labels have none."""
    document = parse(LOST)
    assert document.lost == (Lost(5, "Контакты", 17),)
    assert document.coverage == pytest.approx(17 / 34)
    assert document.warnings[0] == (
        "В пункты вошло 50,0 % текста, остальное никто не процитирует: строка 5 («Контакты»)"
    )


def test_little_enough_is_lost_without_a_warning():
    long_enough = LOST.replace("имя.", "имя, " * 200 + "имя.")
    document = parse(long_enough)
    assert 0.97 < document.coverage < 1
    assert not any("вошло" in warning and "%" in warning for warning in document.warnings)


def test_five_places_are_shown_and_the_others_counted():
    parts = "".join(f"## {n}. Раздел\n\n{n}.1. Да.\n\n## Без номера\n\nТекст без номера.\n\n" for n in range(1, 8))
    warning = parse(parts).warnings[0]
    assert warning.count("строка") == 5
    assert warning.endswith("и ещё мест: 2")


def test_contents_and_titles_are_no_loss():
    text = (
        "ПОЛИТИКА\n\nСодержание\n1. Термины .... 1\n2. Цена .... 2\n\n1. Термины\nСайт – страницы.\n2. Цена\nРубли.\n"
    )
    assert parse(text).coverage == 1


def test_a_file_of_too_many_lines_is_refused_at_once(tmp_path: Path):
    """No document has them, and each would cost time."""
    file = tmp_path / "выгрузка.txt"
    file.write_text("1. А\n" * 200_001, "utf-8")
    with pytest.raises(DocumentGarbled, match="больше 200000 строк"):
        read_document(file)


HOSTILE = {
    "вложенные списки": "".join("  " * (n % 900) + "1. а\n" for n in range(3000)),
    "вложенные цитаты": "".join(">" * (n % 900) + " 1. а\n" for n in range(3000)),
    "метки подряд": "".join(f"{n // 90 + 1}.{n % 90 + 1}. Аб. " for n in range(8000)),
    "голые номера": "".join(f"{n % 900 + 1}. а\n" for n in range(20_000)),
    "заголовки": "1. Раз\n" + "ВАЖНОЕ ЗАМЕЧАНИЕ\n\n" * 10_000 + "2. Два\n",
    "статьи": "Статья 1. Аа\n\nтекст\n" * 5000,
    "приложения": "1. Предмет\nТекст.\n" + "Приложение № 1\n\n1. Аа.\n2. Бб.\n\n" * 3000,
    "строка без конца": "Оператор хранит данные. " * 100_000,
    "звёздочки": "**а " * 200_000,
    "таблица": "| 1 | а |\n" * 10_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_read_to_its_end(text: str):
    """The run has a limit of minutes; what is no document gives some document or a warning."""
    document = parse(text)
    assert document.clauses or document.warnings
    assert 0 <= document.coverage <= 1
