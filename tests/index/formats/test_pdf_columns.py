"""Columns of a PDF are read one after the other, tables row by row."""

from tests.index.formats.drawn_pdf import BOLD, LEFT, RIGHT, STEP, TOP, Drawn, clauses_of, drawn, lines_of

FIRST = (
    "1.1. Оператор хранит данные три года и удаляет их по просьбе субъекта, которую тот направил на электронную почту.",
    "1.2. Срок ответа на обращение равен десяти рабочим дням, которые считаются со дня, когда оно поступило.",
    "1.3. Субъект вправе отозвать согласие в любое время, и тогда обработка прекращается, а данные уничтожаются.",
)
SECOND = (
    "2.1. Продавец передаёт товар в пункте выдачи или службой доставки, которую выбрал покупатель при заказе на сайте.",
    "2.2. Стоимость доставки указана в корзине до оплаты и зависит от адреса, веса и способа, который выбран.",
    "2.3. Покупатель вправе отказаться от товара в течение семи дней после того, как получил его на руки.",
)


def columns(on: Drawn, base: float = TOP, gutter: float = 20) -> None:
    """Two columns of three clauses each."""
    middle = (LEFT + RIGHT) / 2
    for texts, left, right in ((FIRST, LEFT, middle - gutter / 2), (SECOND, middle + gutter / 2, RIGHT)):
        below = base
        for text in texts:
            below = on.column(text, left, right, below)


def test_two_columns_are_read_one_after_the_other():
    assert lines_of(drawn(columns)) == [*FIRST, *SECOND]
    assert lines_of(drawn(lambda on: columns(on, gutter=10))) == [*FIRST, *SECOND]


def test_a_heading_and_a_clause_over_both_columns_stand_where_they_are():
    head, tail = "ПОЛИТИКА ОБРАБОТКИ ПЕРСОНАЛЬНЫХ ДАННЫХ ПОКУПАТЕЛЕЙ МАГАЗИНА", " ".join(FIRST).replace("1.", "3.", 1)

    def draw(on: Drawn) -> None:
        on.text(head, left=LEFT + 30, font=BOLD)
        columns(on, base=TOP - 2 * STEP)
        on.column("3.1. " + tail[5:].replace("1.2. ", "").replace("1.3. ", ""), base=TOP - 20 * STEP)

    lines = lines_of(drawn(draw))
    assert lines[0] == head
    assert lines[1:7] == [*FIRST, *SECOND]
    assert lines[7].startswith("3.1. Оператор")


def test_a_heading_under_both_columns_is_read_after_them():
    def draw(on: Drawn) -> None:
        columns(on)
        on.text("3. Прочее", base=TOP - 17 * STEP, font=BOLD)
        on.column("3.1. " + FIRST[0][5:] + " " + SECOND[0][5:], base=TOP - 18 * STEP)

    assert lines_of(drawn(draw))[6:] == ["3. Прочее", "3.1. " + FIRST[0][5:] + " " + SECOND[0][5:]]


def test_a_clause_goes_on_in_the_next_column():
    words = FIRST[1].split(" ")

    def draw(on: Drawn) -> None:
        below = on.column(FIRST[0], LEFT, 290)
        below = on.column(FIRST[2].replace("1.3", "1.2"), LEFT, 290, below)
        on.column("1.3. " + " ".join(words[1:8]), LEFT, 290, below)
        below = on.column(" ".join(words[8:]), 310, RIGHT)
        for text in SECOND:
            below = on.column(text, 310, RIGHT, below)

    assert clauses_of(drawn(draw))["1.3"] == FIRST[1][5:]


def test_a_short_last_column_is_no_table():
    """Its few rows stand on base lines of their own; rows of the long column beside them are short ones, too."""
    items = ("1. Перечень работ", "1.1. Уборка полов и окон.", "1.2. Чистка плиты, раковины, ванны.", "2. Цены") * 6

    def draw(on: Drawn) -> None:
        for place, words in enumerate(items):
            on.text(words, base=TOP - place * STEP)
        below = on.column("3.1. Договор действует год и продлевается сам, если никто не возразил.", 310, RIGHT, TOP - 5)
        on.column("3.2. Споры решает суд, который выбирает сам потребитель.", 310, RIGHT, below - 3)

    assert lines_of(drawn(draw))[-2:] == [
        "3.1. Договор действует год и продлевается сам, если никто не возразил.",
        "3.2. Споры решает суд, который выбирает сам потребитель.",
    ]


def test_a_table_without_lines_keeps_a_term_with_its_purpose():
    rows = (
        ("Имя и телефон", "чтобы передать заказ"),
        ("Почта", "чтобы прислать чек"),
        ("Адрес", "чтобы доставить товар"),
    )

    def draw(on: Drawn) -> None:
        on.text("1.1. Данные собираются для целей, которые названы ниже:")
        for place, (term, purpose) in enumerate(rows, 1):
            on.text(term, base=TOP - place * STEP)
            on.text(purpose, left=300, base=TOP - place * STEP)
        on.text("1.2. Иных целей нет.", base=TOP - 5 * STEP)

    data = drawn(draw)
    assert lines_of(data)[1:] == [*("\t".join(row) for row in rows), "1.2. Иных целей нет."]
    assert list(clauses_of(data)) == ["1.1", "1.2"]


def unframed(on: Drawn, rows: tuple[tuple[str, ...], ...], edges: tuple[float, ...], base: float = TOP) -> float:
    """A table without lines, each cell wrapped in its width; gives the base line below it."""
    for row in rows:
        base = min(
            on.column(text, left, right - 14, base) for text, left, right in zip(row, edges, edges[1:], strict=False)
        )
    return base


def test_clauses_in_a_table_of_three_columns_without_lines_keep_their_prices():
    """Cells that wrap and titles in the middle of the page are no columns of text."""
    rows = (
        ("Пункт", "Услуга", "Плата"),
        ("1.1", "Открытие и закрытие счёта", "бесплатно"),
        ("1.2", "Пополнение наличными в кассе", "бесплатно"),
        ("1.3", "Перевод на счёт в другом банке", "0,3 % от суммы"),
        ("1.4", "Выдача сверх трёхсот тысяч в месяц", "1 % от суммы превышения"),
        ("1.5", "Повторная справка об остатке", "150 руб."),
    )

    def draw(on: Drawn) -> None:
        on.text("1. Тарифы", left=250)
        below = unframed(on, rows, (LEFT, 220, 370, 480), TOP - STEP)
        on.text("2. Проценты", left=250, base=below)
        on.text("2.1. Проценты начисляются на остаток за месяц.", base=below - STEP)

    found = clauses_of(drawn(draw))
    assert found["1.1"] == "Открытие и закрытие счёта бесплатно"
    assert found["1.4"] == "Выдача сверх трёхсот тысяч в месяц 1 % от суммы превышения"
    assert found["1.5"] == "Повторная справка об остатке 150 руб."
    assert found["2"] == "Проценты"
    assert list(found) == ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "2", "2.1"]


def test_particulars_of_two_parties_side_by_side_part_no_text_elsewhere():
    """A few cells that happen to be long are no columns, so a table of terms is read row by row, too."""
    terms = (("Концепция", "совокупность методик и приёмов работы клуба"), ("Роялти", "ежемесячный платёж за права"))
    parties = (
        ("Правообладатель", "Пользователь"),
        ("ООО «Умный кубик», город Тверь", "ИП Пользовательский, город Клин"),
        ("_____________________ (подпись)", "_____________________ (подпись)"),
        ("Печать правообладателя, дата", "Печать пользователя, дата"),
    )

    def draw(on: Drawn) -> None:
        on.text("1.1. Термины:")
        below = unframed(on, terms, (LEFT, 300, RIGHT), TOP - STEP)
        on.text("1.2. Иных терминов нет.", base=below)
        on.page()
        on.text("2. Реквизиты")
        unframed(on, parties, (LEFT, 300, RIGHT), TOP - STEP)

    assert clauses_of(drawn(draw)) == {
        "1.1": "Термины: Концепция совокупность методик и приёмов работы клуба Роялти ежемесячный платёж за права",
        "1.2": "Иных терминов нет.",
        "2": "Реквизиты " + " ".join(" ".join(row) for row in parties),
    }


def framed(on: Drawn, rows: tuple[tuple[str, ...], ...], edges: tuple[float, ...]) -> None:
    """A table with lines, each cell wrapped in its width."""
    top = TOP - STEP
    for row in rows:
        bottom = min(
            on.column(text, left + 4, right - 4, top - STEP)
            for text, left, right in zip(row, edges, edges[1:], strict=False)
        )
        on.line(edges[0], top, edges[-1], top)
        for edge in edges:
            on.line(edge, top, edge, bottom)
        top = bottom
    on.line(edges[0], top, edges[-1], top)


def test_a_table_of_number_and_text_gives_clauses():
    rows = (("Пункт", "Содержание"), *((text[:4], text[5:]) for text in FIRST))
    data = drawn(lambda on: framed(on, rows, (LEFT, 120, RIGHT)))
    assert lines_of(data) == ["Пункт\tСодержание", *FIRST]
    assert clauses_of(data) == {text[:3]: text[5:] for text in FIRST}


def test_cells_of_a_wider_table_are_one_line_a_row():
    rows = (
        ("№", "Цель обработки данных", "Срок"),
        ("1", "Передать заказ и прислать чек об оплате покупателю", "3 года"),
        ("2", "Рассылка", "до отзыва согласия"),
    )
    data = drawn(lambda on: (on.text("1.1. Сроки:"), framed(on, rows, (LEFT, 90, 300, RIGHT))))
    assert lines_of(data) == ["1.1. Сроки:", *("\t".join(row) for row in rows)]
    assert list(clauses_of(data)) == ["1.1"]


def test_a_frame_around_text_is_no_table():
    def draw(on: Drawn) -> None:
        on.canvas.rect(LEFT - 10, 400, RIGHT - LEFT + 20, 380)
        below = TOP
        for text in FIRST:
            below = on.column(text, base=below)

    assert lines_of(drawn(draw)) == list(FIRST)


def test_a_table_of_contents_opens_no_clauses():
    titles = ("1. Общие положения", "2. Права субъекта", "3. Сроки хранения")

    def draw(on: Drawn) -> None:
        on.text("Содержание", font=BOLD)
        for place, title in enumerate(titles, 1):
            on.text(f"{title} {'.' * (60 - len(title))} {place + 1}", base=TOP - place * STEP)
        for place, title in enumerate(titles):
            on.text(title, base=500 - place * 4 * STEP, font=BOLD)
            on.text(f"{place + 1}.1. Действует закон.", base=500 - (place * 4 + 2) * STEP)

    data = drawn(draw)
    assert list(clauses_of(data)) == ["1", "1.1", "2", "2.1", "3", "3.1"]
    assert clauses_of(data)["3"] == "Сроки хранения"
