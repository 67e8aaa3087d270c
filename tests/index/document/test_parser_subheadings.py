"""Headings without a number: which of them end a clause, and whose the text under the others is."""

import pytest

from index.document.parser import parse


def texts(document: str) -> dict[str, str]:
    return {clause.number: clause.text for clause in parse(document).clauses}


WITHIN = {
    "прописными": "1. ПРЕДМЕТ ДОГОВОРА\n1.1. Раз.\n\nВНИМАНИЕ ПОКУПАТЕЛЯМ\n\nТекст.\n\n1.2. Два.\n",
    "жирным": "## 1. Предмет\n\n1.1. Раз.\n\n**Внимание**\n\nТекст.\n\n1.2. Два.\n",
    "заголовком ниже разделов": "## 1. Предмет\n\n1.1. Раз.\n\n#### Внимание\n\nТекст.\n\n## 2. Два\n\n2.1. Два.\n",
    "заголовком страницы": "<h2>1. Предмет</h2><p>1.1. Раз.</p><h4>Внимание</h4><p>Текст.</p><p>1.2. Два.</p>",
    "жирным в конце раздела": "## 1. Предмет\n\n1.1. Раз.\n\n**Внимание**\n\nТекст.\n\n## 2. Два\n\n2.1. Два.\n",
    "в одноуровневом документе": "Правила\n\n1. Раз.\n1.1. Раз.\n\nВНИМАНИЕ ВСЕМ\n\nТекст.\n\n2. Два.\n",
}


@pytest.mark.parametrize("document", WITHIN.values(), ids=WITHIN)
def test_text_under_a_subheading_belongs_to_its_clause(document: str):
    """Otherwise nobody could ever be shown it."""
    assert texts(document)["1.1"].startswith("Раз.")
    assert texts(document)["1.1"].endswith("Текст.")
    assert parse(document).coverage == 1


ENDING = {
    "приложение": "1. ПРЕДМЕТ\n1.1. Раз.\n\nПриложение № 1\n\nБланк заявления.\n",
    "приложение без номера": "1. Предмет\n1.1. Раз.\n\nПриложение. Форма заявления\n\nПрошу вернуть деньги.\n",
    "реквизиты": "1. ПРЕДМЕТ\n1.1. Раз.\n\nРЕКВИЗИТЫ СТОРОН\n\nИНН 7700000000\n",
    "реквизиты без всякого оформления": "1. Предмет\n1.1. Раз.\nРеквизиты исполнителя:\nИНН 7700000000\n",
    "подписи перед приложением": "1. Предмет\n1.1. Раз.\n\nПодписи сторон\n\n____\n\nПриложение № 1\n\n1. Акт.\n",
    "адреса и подписи": "1. ПРЕДМЕТ\n1.1. Раз.\n\nАДРЕСА И ПОДПИСИ СТОРОН\n\nг. Тверь\n",
    "заголовок того же уровня": "## 1. Предмет\n\n1.1. Раз.\n\n## Контакты\n\nПишите нам.\n\n## 2. Срок\n\n2.1. Год.\n",
    "счёт заново": "1. ПРЕДМЕТ\n1.1. Раз.\n\nПОЛИТИКА ДАННЫХ\n\nЭто другой документ.\n\n1. ТЕРМИНЫ\n1.1. Два.\n",
}


@pytest.mark.parametrize("document", ENDING.values(), ids=ENDING)
def test_the_heading_of_another_part_ends_a_clause(document: str):
    """Its words would be quoted under a number that is not theirs; the owner hears where they stand."""
    first = next(clause for clause in parse(document).clauses if clause.number == "1.1")
    assert first.text == "Раз."
    assert len(parse(document).lost) == 1
    assert "вошло" in parse(document).warnings[0]


def test_a_heading_right_above_a_clause_is_no_words_of_the_clause_before():
    """«Права продавца» over 1.2 says nothing of 1.1, and nothing is lost by it."""
    document = parse("## 1. Права\n\n1.1. Стороны равны.\n\n### Права продавца\n\n1.2. Продавец вправе.\n")
    assert [clause.text for clause in document.clauses] == ["", "Стороны равны.", "Продавец вправе."]
    assert document.coverage == 1


APPROVED = """УТВЕРЖДАЮ
Директор ООО «Ромашка»
И. И. Иванов

ПОЛОЖЕНИЕ
о персональных данных

Настоящее положение определяет порядок обработки данных работников общества.

1. Общее
1.1. Раз.
"""
WITH_TITLES = """# Политика

Политика рассказывает, о чём она и для кого она написана оператором.

## Термины

Сайт – страницы.

## Условия

1. Имя хранится год.
2. Телефон хранится год.
"""
WITH_CONTENTS = """Оферта

Содержание

1. Термины
2. Цена

Настоящая оферта адресована любому лицу и содержит все условия.

1. Термины
Сайт – страницы.
2. Цена
Рубли.
"""


def test_a_sentence_about_a_program_is_no_annex():
    """The word means both in Russian."""
    program = "1. Сбор\n1.1. Раз.\n\nПриложение. Данные собираются при его установке.\n\nПотом их стирают.\n"
    assert texts(program)["1.1"].endswith("Потом их стирают.")


def test_particulars_that_a_clause_speaks_of_stay_in_it():
    """A title stands after a whole sentence and before the end; a list or a further clause says otherwise."""
    listed = "1. Возврат\n1.1. К заявлению прилагаются:\nРеквизиты карты\nПодпись на чеке\n"
    assert texts(listed)["1.1"] == "К заявлению прилагаются:\nРеквизиты карты\nПодпись на чеке"
    followed = "1. Возврат\n1.1. Раз.\nРеквизиты карты\nИх называет банк.\n1.2. Два.\n"
    assert texts(followed)["1.1"] == "Раз.\nРеквизиты карты\nИх называет банк."


PREAMBLES = {
    "шапка": (APPROVED, "Настоящее положение определяет порядок обработки данных работников общества."),
    "заголовки внутри": (
        WITH_TITLES,
        "Политика рассказывает, о чём она и для кого она написана оператором.\nТермины\nСайт – страницы.",
    ),
    "после содержания": (WITH_CONTENTS, "Настоящая оферта адресована любому лицу и содержит все условия."),
}


@pytest.mark.parametrize(("document", "preamble"), PREAMBLES.values(), ids=PREAMBLES)
def test_the_preamble_is_all_the_running_text_before_the_first_clause(document: str, preamble: str):
    found = parse(document).preamble
    assert found is not None
    assert found.text == preamble
    assert parse(document).coverage == 1


INDENTED = (
    "   1.1. Программа действует во всех кофейнях, кроме киосков на\nвокзалах, которые открыты не весь год.\n"
    "             Как получить зёрна\n"
    "   2.1. За каждые десять рублей чека начисляется одно зерно, если\nкод показан до оплаты."
)
HANGING = (
    "1.1. Программа действует во всех кофейнях, кроме киосков на\n     вокзалах, которые открыты не весь год.\n"
    "     как получить зёрна, сказано ниже\n"
    "2.1. За каждые десять рублей чека начисляется одно зерно, если\n     код показан до оплаты."
)


def test_rows_that_are_set_in_open_paragraphs_where_others_go_on_at_the_margin():
    """Rows under a hanging number are set in, too."""
    assert texts(INDENTED)["1.1"].endswith("открыты не весь год.")
    assert texts(HANGING)["1.1"].endswith("сказано ниже")


def test_a_letterhead_is_no_preamble():
    """«ООО «Ромашка»» answers no question."""
    document = parse("УТВЕРЖДЕНО\nприказом директора\nООО «Ромашка»\n\nПОЛОЖЕНИЕ\n\nо данных\n\n1. Общее\n1.1. Раз.\n")
    assert (document.preamble, document.coverage) == (None, 1)


def test_a_list_of_annexes_is_the_clause_that_names_them():
    """What heads an annex stands alone; what is listed stays with its clause."""
    listed = "2.1. К договору приложены:\nПриложение № 1 – акт;\nПриложение № 2 – смета.\n"
    document = parse(
        f"1. ПРЕДМЕТ\n1.1. Раз.\n2. ПРОЧЕЕ\n{listed}2.2. Суд.\n\nПриложение № 1\n\n1. Работы.\n2. Сроки.\n"
    )
    assert [clause.number for clause in document.clauses] == ["1", "1.1", "2", "2.1", "2.2", "1", "2"]
    assert document.clauses[3].text == "К договору приложены:\nПриложение № 1 – акт;\nПриложение № 2 – смета."
    assert document.coverage == 1
