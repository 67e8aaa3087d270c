"""Policies kept as web pages, and texts kept inside programs."""

import pytest
from numbered import cases, numbers_of

from index.document.parser import parse

DOCUMENTS = r"""
=== страница с меню и подвалом → 1 1.1 1.2 2 2.1
<!DOCTYPE html><html><head><title>1. Оферта</title><style>p{}</style></head><body><nav><ol><li>Главная</li>
<li>Цены</li></ol>
</nav>
<div class='top-menu'><p>1. Каталог</p>
</div><main><h1>Оферта</h1>
<h2>1. Термины</h2>
<p>1.1. Сайт – совокупность страниц в сети.</p>
<p>1.2. Заказ – заявка покупателя на сайте.</p>
<h2>2. Оплата</h2>
<p>2.1. Цена указана на сайте в рублях.</p>
</main><footer><p>3. О нас</p>
<p>2024. Все права</p>
</footer>
<script>var a = '4. x';</script></body></html>
=== пункты через <br> → 1 1.1 1.2 2 2.1
<html><body><div>1. Термины<br>1.1. Сайт.<br/>1.2. Заказ.<br>
<br>2. Цена<br>2.1. Рубли.</div></body></html>
=== <div> вместо <p> → 1 1.1 1.2 2 2.1
<div><b>1. Термины</b>
</div><div>1.1. Сайт.</div><div>1.2. <span>Заказ</span>.</div><div><b>2. Цена</b>
</div><div>2.1.&nbsp;Рубли.</div>
=== номера только из <ol>, вложенные → 1 1.1 1.2 2 2.1
<h1>Оферта</h1><ol><li><b>Термины</b><ol><li>Сайт – страницы.</li>
<li>Заказ – заявка.</li></ol></li>
<li><b>Цена</b><ol><li>Рубли.</li></ol></li></ol>
=== номера из <ol> под нумерованными заголовками → 1 1.1 1.2 2 2.1
<h2>1. Термины</h2><ol><li>Сайт – страницы.</li>
<li>Заказ – заявка.</li></ol>
<h2>2. Цена</h2><ol><li>Рубли.</li></ol>
=== номера из <ol> под заголовками без номеров → 1 2 3 4
<h2>Термины</h2><ol><li>Сайт – страницы.</li>
<li>Заказ – заявка.</li></ol>
<h2>Цена</h2><ol start='3'><li>Рубли.</li>
<li>Карта.</li></ol>
=== явные номера внутри <ol><li> → 1 1.1 1.2 2 2.1
<ol><li>1. Термины<ol><li>1.1. Сайт.</li>
<li>1.2. Заказ.</li></ol></li>
<li>2. Цена<ol><li>2.1. Рубли.</li></ol></li></ol>
=== <ol> внутри пункта → 4 4.1 4.2 5 5.1
<h2>4. Заказ</h2>
<p>4.1. Порядок заказа:</p><ol><li>Выбрать.</li>
<li>Оплатить.</li></ol>
<p>4.2. Отказ.</p>
<h2>5. Цена</h2>
<p>5.1. Рубли.</p>
=== <ol type=a> → 1 1.1 1.2
<p>1. Термины</p>
<p>1.1. Виды:</p><ol type='a'><li>раз</li>
<li>два</li></ol>
<p>1.2. Иное.</p>
=== <li> без <ul> → 1.1 1.2
<div><li>1.1. Сайт.</li>
<li>1.2. Заказ.</li>
<li>имя</li>
</div>
=== таблица в пункте → 1 1.1 1.2
<p>1. Cookie</p>
<p>1.1. Список:</p>
<table><tr><td>1.</td><td>_ga</td></tr><tr><td>2.</td><td>_ym</td></tr>
</table>
<p>1.2. Отказ.</p>
=== пункты в таблице → 1 1.1 1.2
<table><tr><td>1.</td><td><p>Термины</p></td></tr><tr><td>1.1.</td><td>Сайт.</td></tr>
<tr><td>1.2.</td><td>Заказ.</td></tr>
</table>
=== HTML внутри .txt → 1 1.1 1.2 2 2.1 2.2
<h3>1. Термины</h3>
1.1. Сайт.

1.2. Заказ.

<h3>2. Цена</h3>
2.1. Рубли.

2.2. Карта.
<ul><li>имя</li></ul>
=== экспорт из Word → 1 1.1 1.2
<html xmlns:o='urn:x'><body lang=RU><p class=MsoNormal>
<b><span style='font-size:12pt'>1.<span>&nbsp;&nbsp; </span>ТЕРМИНЫ
И ОПРЕДЕЛЕНИЯ</span></b><o:p></o:p>
</p>
<p class=MsoNormal>1.1.<span>&nbsp; </span>Сайт –
1.2 раза больше.</p>
<p class=MsoNormal>1.2.<span>&nbsp; </span>Заказ.</p></body></html>
=== незакрытые теги → 1 1.1 1.2 2 2.1
<html><body><h2>1. Термины<p>1.1. Сайт.<p>1.2. Заказ.<h2>2. Цена<p>2.1. Рубли.
=== pre → 1 1.1 1.2
<html><body><pre>1. Термины
1.1. Сайт.
1.2. Заказ.
</pre></body></html>
=== JSX → 1 1.1 1.2 2 2.1
import React from 'react'

export default function Offer() {
  return (
    <div className="offer">
      <h2>1. Термины</h2>
      <p>1.1. Сайт.{' '}<b>Мой</b>
</p>
      <p>{'1.2. Заказ.'}</p>
      <h2>2. Цена</h2>
      <p>
        2.1. Рубли.
      </p>
    </div>
  )
}
=== содержание ссылками → 1.1 2.1 3.1
<html><body><ol><li><a href='#a'>Термины</a>
</li>
<li><a href='#b'>Цена</a>
</li>
<li><a href='#c'>Споры</a>
</li></ol>
<h2>Термины</h2>
<p>1.1. Сайт.</p>
<h2>Цена</h2>
<p>2.1. Рубли.</p>
<h2>Споры</h2>
<p>3.1. Суд.</p></body></html>
=== нумерации нет →
<html><body><h1>Политика</h1>
<p>Мы храним:</p><ol><li>имя</li>
<li>адрес</li></ol>
<p>Год.</p></body></html>
=== счётчики CSS → 1 1.1 1.1.1
<style>ol{counter-reset: item; list-style: none}
li{counter-increment: item} li:before{content: counters(item, '.')}</style>
<ol><li>Термины<ol><li>Сайт<ol><li>страница</li></ol></li></ol></li></ol>
=== текст в HTML-таблице с секциями → 1 1.1 2 2.1
<table><tr><td><p><b>1. Термины</b>
</p>
<p>1.1. Сайт.</p>
<p><b>2. Цена</b>
</p>
<p>2.1. Рубли.</p></td></tr>
</table>
=== ol с продолжением → 1 2 3 4
<p>Согласие</p><ol><li>Раз.</li>
<li>Два.</li></ol>
<p>пояснение к пункту.</p><ol start="3"><li>Три.</li>
<li>Четыре.</li></ol>
=== ol разделы h3 → 1 1.1 1.2 2 2.1
<ol><li>
<h3>Термины</h3><ol><li>
<p>Сайт.</p>
</li>
<li><p>Заказ.</p>
</li></ol></li>
<li><h3>Цена</h3><ol><li>
<p>Рубли.</p>
</li></ol></li></ol>
=== ol пункт с вложенным списком → 1 2 3
<div><ol><li>Пользователь обязан:<ol><li>быть;</li>
<li>жить.</li></ol></li>
<li>Администрация вправе:<ul><li>х</li></ul></li>
<li>Срок год.</li></ol></div>
=== нумерованные h2 и ol после абзаца → 1 1.1 1.2 2 2.1
<h2>1. Термины</h2>
<p>Здесь термины.</p><ol><li>Сайт.</li>
<li>Заказ.</li></ol>
<h2>2. Цена</h2>
<p>Здесь цены.</p><ol><li>Рубли.</li></ol>
=== div с переносами → 1 1.1 1.2 2 2.1
<div style="white-space: pre-wrap">1. Термины
1.1. Сайт.
1.2. Заказ.
2. Цена
2.1. Рубли.</div>
<p>a</p>
<p>b</p>
=== строка в коде → 1 1.1 1.2 2 2.1
const POLICY = "1. Термины\n" +
  "1.1. Сайт.\n" +
  "1.2. Заказ.\n" +
  "2. Цена\n" +
  "2.1. Рубли.\n";
=== одна длинная строка → 1 1.1 1.2 2 2.1
TEXT = "ОФЕРТА\n\n1. Термины\n1.1. Сайт.\n1.2. Заказ.\n2. Цена\n2.1. Рубли."
=== обратные кавычки → 1 1.1 1.2 2 2.1
export const text = `1. Термины
1.1. Сайт.
1.2. Заказ.
2. Цена
2.1. Рубли.`;
=== список строк → 1 1.1 1.2
items = [
    '1. Термины',
    '1.1. Сайт.',
    '1.2. Заказ.',
]
=== JSON → 1 1.1 1.2 2
{
  "title": "Политика",
  "text": "1. Термины\r\n1.1. Сайт.\r\n1.2. Заказ.\r\n2. Цена\r\nРубли."
}
=== номера отдельными блоками → 1.1 1.2 2.1
<dl><dt>1.1</dt><dd>Сайт.</dd><dt>1.2</dt><dd>Заказ.</dd><dt>2.1</dt><dd>Рубли.</dd></dl>
=== битая разметка → 1 1.1
<p>1. Термины</p><p>1.1. Сайт.</p><p><![ foo <!x</p>
"""


@pytest.mark.parametrize(("text", "numbers"), cases(DOCUMENTS))
def test_a_page_is_read_as_a_browser_shows_it(text: str, numbers: list[str]):
    """Numbers come from the text or from ordered lists; menus, footers, tables and code give none."""
    assert numbers_of(text) == numbers


def test_an_empty_line_of_breaks_ends_a_paragraph():
    """An annex below it is a part of its own."""
    text = (
        "<p>1. Общие</p>1.1. Одно<br><br>1.2. Два<br>\n&nbsp;<br>Приложение 1<br><br>"
        "Список услуг<br>1. Уборка<br>2. Стирка"
    )
    clauses = parse(text).clauses
    assert [(clause.number, clause.part) for clause in clauses] == [
        ("1", ""),
        ("1.1", ""),
        ("1.2", ""),
        ("1", "Приложение 1"),
        ("2", "Приложение 1"),
    ]
    assert clauses[2].text == "Два"


def test_a_document_that_is_set_in_a_table_has_its_clauses():
    """Articles, and the clauses that count from 1 in each; the same rows beside clauses are values."""
    rows = (
        ("<b>Устав</b>",),
        ("Статья 1.", "Члены"),
        ("1.", "Член вправе знать смету."),
        ("2.", "Член платит взносы."),
        ("Статья 2.", "Взносы"),
        ("Платят их все.",),
        ("1.", "Взнос зависит от площади."),
        ("2.", "Пени не выше взноса."),
    )
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    assert numbers_of(f"<html><body><table>{table}</table></body></html>") == ["1", "1.1", "1.2", "2", "2.1", "2.2"]
    beside = "<p>1. Взносы</p><p>1.1. Взносы платят члены, список их ниже.</p><p>1.2. Пени не выше взноса.</p>"
    assert numbers_of(f"<html><body>{beside}<table>{table}</table></body></html>") == ["1", "1.1", "1.2"]
