"""Masking: nobody can be found by what is embedded or shown in a list, and everything else stays as it was written."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tickets.text.masking import leave_out, mask


@pytest.mark.parametrize(
    "typed",
    [
        *("8 900 123 45 67", "8-900-1234567", "+7(900)123-45-67", "89001234567", "79001234567", "9001234567"),
        *("+7 900 123-45-67", "8 (900) 123 45 67", "8(900 123-45-67", "8.900.123.45.67", "8 9 0 0 1 2 3 4 5 6 7"),
        *("8 - 900 - 123 - 45 - 67", "8/900/1234567", "900 123 45 67", "900 123-4567", "8 (000) 123-45-67"),
        *("(495) 123-45-67", "495 123-45-67", "8 495 123 45 67", "(38452) 3-45-67", "123-45-67"),
        *("+375 29 123-45-67", "+380501234567", "+1 415 555 2667", "８９００１２３４５６７", "٨٩٠٠١٢٣٤٥٦٧"),
    ],
)
def test_a_phone_number_keeps_two_digits(typed: str) -> None:
    """However Russians type it, and after words in either language."""
    assert "Звоните: [телефон …67], жду" == mask(f"Звоните: {typed}, жду")
    assert "[телефон …67]" == mask(typed)
    assert "my number is [телефон …67]. Thanks" == mask(f"my number is {typed}. Thanks")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("тел89001234567", "тел[телефон …67]"),
        ("tel89001234567", "tel[телефон …67]"),
        ("тел. 22-33-44", "тел. [телефон …44]"),
        ("мой номер телефона 1234567", "мой номер телефона [телефон …67]"),
        ("моб. мой: 375 29 123 45 67", "моб. мой: [телефон …67]"),
        ("8 900 123 45 67 8 900 123 45 68", "[телефон …67] [телефон …68]"),
        ("8 900 123 45 67 500 руб", "[телефон …67] 500 руб"),
        ("перевёл на 89001234567 тысячу рублей", "перевёл на [телефон …67] тысячу рублей"),
        ("заказ на 89001234567 от 12.05.2026", "заказ на [телефон …67] от 12.05.2026"),
        ("8 905 123 45 67 доб. 123", "[телефон …67] доб. 123"),
        ("дом 8 8 900 123 45 67", "дом 8 [телефон …67]"),
    ],
)
def test_a_phone_number_is_found_among_other_things(text: str, masked: str) -> None:
    assert masked == mask(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("4509 123456", "[паспорт]"),
        ("45 09 № 123456 мой", "[паспорт] мой"),
        ("дом 8 4509 123456", "дом 8 [паспорт]"),
        ("паспорт серия 4509 номер 123456", "паспорт серия [паспорт]"),
        ("паспорт РФ: серия 45 09, № 123 456, выдан 12.05.2009", "паспорт РФ: серия [паспорт], выдан 12.05.2009"),
        ("Паспорт:\n4509123456", "Паспорт:\n[паспорт]"),
        ("4509123456 — мой паспорт", "[паспорт] — мой паспорт"),
        ("паспорт №123456", "паспорт №[паспорт]"),
        ("загранпаспорт 75 1234567", "загранпаспорт [паспорт]"),
        ("passport no. 751234567", "passport no. [паспорт]"),
        ("СНИЛС 112-233-445 95", "СНИЛС [СНИЛС]"),
        ("снилс: 11223344596", "снилс: [СНИЛС]"),
        ("112-233-445 95 это я", "[СНИЛС] это я"),
        ("11223344595", "[СНИЛС]"),
        ("ИНН 7707083893", "ИНН [ИНН]"),
        ("инн мой 5001 0073 2250", "инн мой [ИНН]"),
        ("7707083893 (ИНН)", "[ИНН] (ИНН)"),
        ("ИНН/КПП 7707083893/770701001", "ИНН/КПП [ИНН]/770701001"),
        ("500100732259", "[ИНН]"),
        ("ВУ 99 76 543210", "ВУ [водительское удостоверение]"),
        ("мои права 77АА 123456", "мои права [водительское удостоверение]"),
        ("driving licence 9976543210", "driving licence [водительское удостоверение]"),
    ],
)
def test_nothing_is_left_of_papers(text: str, masked: str) -> None:
    assert masked == mask(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("4111 1111 1111 1111", "[карта …11]"),
        ("4111-1111-1111-1111, 12/27, 123", "[карта …11], 12/27, 123"),
        ("4111 1111 1111 1111 123", "[карта …11] 123"),
        ("сняли с 4111111111111111", "сняли с [карта …11]"),
        ("3782 822463 10005", "[карта …05]"),
        ("моя карта 2200 7001 2345 6780", "моя карта [карта …80]"),
    ],
)
def test_a_bank_card_keeps_two_digits(text: str, masked: str) -> None:
    """By its check digit, or by the word when a digit was mistyped."""
    assert masked == mask(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("пишите на Anna.Petrova+x@mail.example.ru.", "пишите на [почта]."),
        ("<анна@пример.рф>", "<[почта]>"),
        ("anna＠mail．ru", "[почта]"),
        ("anna @ mail.ru", "[почта]"),
        ("ivan@xn--e1afmkfd.xn--p1ai", "[почта]"),
        ("89001234567anna@mail.ru", "[почта]"),
        ("x" * 300 + "@e.ru", "[почта]"),
        ("https://e.ru/?mail=anna@mail.ru&page=2", "https://e.ru/?mail=[почта]&page=2"),
    ],
)
def test_nothing_is_left_of_an_address(text: str, masked: str) -> None:
    assert masked == mask(text)


def test_every_number_of_a_message_is_masked_by_its_own_word() -> None:
    text = (
        "Я Анна, тел 8 900 123-45-67, паспорт 4509123456, СНИЛС 112-233-445 95, ИНН 500100732259, "
        "карта 4111 1111 1111 1111, anna@mail.ru, заказ № 4512345678 от 12.05.2026 на 31 900 рублей, п. 5.2"
    )
    masked = (
        "Я Анна, тел [телефон …67], паспорт [паспорт], СНИЛС [СНИЛС], ИНН [ИНН], "
        "карта [карта …11], [почта], заказ № 4512345678 от 12.05.2026 на 31 900 рублей, п. 5.2"
    )
    assert masked == mask(text)


def test_a_reader_whom_placeholders_mislead_gets_a_space_instead() -> None:
    assert "Клиент   просит стереть его данные" == leave_out("Клиент +7 900 000-11-22 просит стереть его данные")


@pytest.mark.parametrize(
    "text",
    [
        *("пункты 5.2 и 6.2.4", "9.1 9.2 9.3 9.4 9.5", "п. 8.9 1.2 3.4 5.6 7.8 9", "ст. 13.11 ч. 5.1"),
        *("П-2026-000001", "паспорт приложен к П-2026-000001", "обращение 2026-000001"),
        *("12.05.2026 в 14:30", "2026-12-18 10:00:00", "с 01.01.2025 по 31.12.2026", "10.12.2026 103"),
        *("паспорт выдан 12.05.2009, код 770-001", "телефон купил 12.05.2026", "звонят по 20 раз в день"),
        *("31 900 рублей", "10 000 000 р.", "4 951 234 567 ₽", "89 001 234 567 руб", "телефон 1299900 руб"),
        *("заказ 48213", "заказ № 4512345678", "по договору 9001234567", "order 1234 567890", "id 123456789012"),
        *("152-ФЗ", "№ 179", "№ 1466 от 24.09.2025", "ISO 27001", "ОГРН 1027700132195", "р/с 40702810900000001234"),
        *("2026", "9:00–18:00", "код 123456", "код 123-456", "карта 4276", "192.168.100.100", "95.108.213.45"),
        *(
            "@anna",
            "какой у вас ИНН?",
            "telegram 1234567890",
            "0.790 · 0.705–0.865",
            "8 800, 90 рублей минута",
            "1-2-3",
        ),
    ],
)
def test_what_finds_nobody_stays(text: str) -> None:
    """Clauses, tickets, dates, sums, orders, laws, years, times and short codes."""
    assert text == mask(text)


@pytest.mark.parametrize(
    "gap", ["\u00a0", "\u202f", "\u2009", "\u3000", "\u2011", "\u2013", "\u2014", "\u2212", "\uff0d"]
)
def test_no_space_and_no_dash_hides_a_number(gap: str) -> None:
    assert "тел [телефон …67]" == mask(f"тел +7{gap}900{gap}123{gap}45{gap}67")
    assert "СНИЛС [СНИЛС]" == mask(f"СНИЛС 112{gap}233{gap}445{gap}95")
    assert "[карта …11]" == mask(f"4111{gap}1111{gap}1111{gap}1111")


@pytest.mark.parametrize("between", ["\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u200e", "\u0336"])
def test_nothing_invisible_hides_a_number(between: str) -> None:
    assert "[телефон …67]!" == mask(f"{between.join('89001234567')}!")
    assert "[паспорт]" == mask(f"{between.join('4509 123456')}")
    assert "[почта]" == mask(between.join("anna@mail.ru"))


@pytest.mark.parametrize("zero", ["\uff10", "\u0660", "\u06f0", "\u0966", "\U0001d7ce"])
def test_no_alphabet_of_digits_hides_a_number(zero: str) -> None:
    """Fullwidth, Arabic-Indic, Persian, Devanagari and bold ones."""

    def typed(digits: str) -> str:
        return "".join(chr(ord(zero) + int(digit)) if digit.isdigit() else digit for digit in digits)

    assert "[телефон …67]" == mask(typed("+7 900 123-45-67"))
    assert "[паспорт]" == mask(typed("4509 123456"))
    assert "ИНН [ИНН]" == mask(f"ИНН {typed('7707083893')}")
    assert "[карта …11]" == mask(typed("4111 1111 1111 1111"))


@pytest.mark.parametrize(
    "hostile",
    [
        *(
            "1" * 10_000,
            "8 " * 5000,
            "9/" * 5000,
            "-(" * 5000,
            "+7" * 5000,
            "8.9." * 2500,
            "٨ " * 5000,
            "8\u0301" * 5000,
        ),
        *("a" * 10_000, "a@" * 5000, "a @ " * 2500, "a@" + "b." * 5000, "a@b.ru!" * 1400, "4509" + "№" * 9990),
        *("паспорт 4509 " * 770, "тел мой мой мой мой " * 500, "45 номер номер номер " * 476, "заказ № " * 1250),
        *("9001234567 " * 900, "4111 1111 1111 1111 " * 500, "112-233-445 95" * 714, "1 299 900 руб " * 714),
    ],
)
def test_a_hostile_text_is_masked_at_once(hostile: str) -> None:
    """Time grows with the length, not with its square; and masked once it is masked."""
    masked = mask(hostile)

    assert masked == mask(masked)


_PIECES = st.sampled_from(
    [
        *("8", "9", "7", "+7", "4509", "123456", "112", "95", "12.05.2026", "9001234567", "4111", "1111", "٣", "８"),
        *(" ", "  ", "-", "–", "(", ")", ".", "/", "№", "\n", ",", "\u200b", "\u00a0", "[", "]", "…"),
        *("паспорт", "инн ", "снилс", "тел ", "карта ", "права", "заказ № ", "руб", "@", "a@b.ru", "[паспорт]", "п-"),
        *("[телефон …67]", "[карта …11]", "[почта", "телефон …67]"),
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=60).map("".join)))
@example("89001234567 и [телефон …67] 9001234567")
def test_masking_twice_changes_nothing_more(text: str) -> None:
    masked = mask(text)

    assert masked == mask(masked)


@given(st.text(st.characters(exclude_categories=["Nd", "No", "Nl"]), max_size=200))
def test_a_text_without_digits_and_at_signs_never_changes(text: str) -> None:
    innocent = "".join(character for character in text if unicodedata.normalize("NFKC", character) != "@")

    assert innocent == mask(innocent)


@given(st.lists(_PIECES, max_size=60).map("".join), st.integers(9_000_000_000, 9_999_999_999))
def test_a_number_with_its_prefix_is_masked_in_any_company(company: str, number: int) -> None:
    """Whatever stands on the lines around it."""
    assert str(number) not in mask(f"{company}\n+7{number}\n{company}")
