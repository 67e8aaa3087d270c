"""`punkt clauses --report`: a person sees at a glance what was made of their document."""

from dataclasses import replace

from index.document.changes import Change, How
from index.document.parser import parse
from punkt.clause_tree import print_report, report

DOCUMENT = """# Правила

Правила обязательны.

## 1. Данные

1.1. Мы храним имя.

1.3. Мы храним адрес.

## Контакты

Пишите.
"""


def test_the_report_shows_the_tree_the_share_and_the_warnings():
    assert list(report(parse(DOCUMENT))) == [
        "преамбула  Правила обязательны.",
        "1  Данные",
        "  1.1  Мы храним имя.",
        "  1.3  Мы храним адрес.",
        "",
        "Пунктов: 3, из них верхнего уровня: 1",
        "Вошло в пункты: 77,4 % текста",
        "  не вошло со строки 11 (букв: 14): «Контакты»",
        "Предупреждения (3):",
        "  В пункты вошло 77,4 % текста, остальное никто не процитирует: строка 11 («Контакты»)",
        "  строка 9: после 1.1 идёт сразу 1.3",
        "  строка 11: заголовок без номера «Контакты»: он и текст под ним не вошли ни в один пункт",
    ]


def test_a_file_or_a_pipe_gets_plain_lines(capsys):
    """Whoever keeps the report or looks through it with grep finds no drawing in it."""
    print_report(parse(DOCUMENT))
    assert capsys.readouterr().out == "\n".join(report(parse(DOCUMENT))) + "\n"


def test_an_article_stands_in_the_chapter_that_is_open():
    """Chapter 2 and article 2 bear one number."""
    text = "Глава 1. А\nСтатья 1. Б\nТекст.\nСтатья 2. В\nТекст.\nГлава 2. Г\nСтатья 3. Д\nТекст.\n"
    assert list(report(parse(text)))[:5] == ["1  А", "  1  Б", "  2  В", "2  Г", "  3  Д"]


def test_open_changes_are_in_the_report():
    """What was typed in while a contract was negotiated is nobody's law yet."""
    changed = replace(parse(DOCUMENT), changes=(Change(7, How.INSERTED, "имя", "Юрист", "2026-11-03"),))
    assert "Открытые правки: 1 (строка 7: вставлено «имя» (Юрист, 03.11.2026))" in list(report(changed))
