"""The table of periods: what a lawyer reads and corrects."""

from pathlib import Path

import pytest

from tickets.record.ticket import Request, TicketKind
from tickets.terms.periods import Confidence, Period, PeriodsBroken, Unit, periods, read_periods

ROW = {
    "title": '"Ответить"',
    "start": '"получение"',
    "amount": "10",
    "unit": '"working"',
    "article": '"ст. 1"',
    "edition": '"2022-09-01"',
    "confidence": '"H"',
    "confirmed_by": '""',
}

# Amount, unit, extension, confidence: 152-ФЗ as far as its sources agree.
TABLE = {
    "access": (10, "working", 5, "H"),
    "correct": (7, "working", 0, "H"),
    "erase": (7, "working", 0, "H"),
    "withdraw": (30, "calendar", 0, "H"),
    "stop": (10, "working", 5, "H"),
    "marketing": (0, "calendar", 0, "L"),
    "block": (7, "working", 0, "M"),
    "distribution": (3, "working", 0, "L"),
    "automated": (30, "calendar", 0, "L"),
    "unlawful": (3, "working", 0, "M"),
    "destroy": (10, "working", 0, "H"),
    "purpose": (30, "calendar", 0, "H"),
    "regulator": (10, "working", 5, "M"),
    "leak": (24, "hours", 0, "H"),
    "leak_report": (72, "hours", 0, "H"),
    "longest_block": (6, "months", 0, "M"),
}


def test_each_period_is_as_long_as_the_law_says() -> None:
    found = {kind: (row.amount, row.unit, row.extension, row.confidence) for kind, row in periods().items()}
    assert TABLE == found


def test_whatever_a_person_can_ask_has_a_period() -> None:
    """Every shape of a request about one's data; that of a claim is given by its document."""
    assert {*Request} <= periods().keys()
    assert TicketKind.CLAIM not in periods()


def test_no_date_of_the_law_moves_off_a_weekend() -> None:
    """ГК РФ ст. 193 is not known to hold for 152-ФЗ."""
    assert [] == [kind for kind, row in periods().items() if row.moves]


def test_staff_can_tell_the_periods_apart() -> None:
    """No two have one title."""
    assert len(periods()) == len({row.title for row in periods().values()})


def test_a_sound_row_is_read(tmp_path: Path) -> None:
    """What may be left out means: no extension, no moving."""
    expected = Period(
        title="Ответить",
        start="получение",
        amount=10,
        unit=Unit.WORKING,
        article="ст. 1",
        edition="2022-09-01",
        confidence=Confidence.HIGH,
        confirmed_by="",
        extension=0,
        moves=False,
    )
    assert {"answer": expected} == read_periods(_written(tmp_path, ROW))


@pytest.mark.parametrize("field", sorted(ROW))
def test_a_row_without_a_field_is_named(tmp_path: Path, field: str) -> None:
    row = {name: value for name, value in ROW.items() if name != field}
    with pytest.raises(PeriodsBroken, match=rf"строка \[answer\]: нет поля «{field}»\."):
        read_periods(_written(tmp_path, row))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("unit", '"years"', "поле «unit»: «years» — не одно из: calendar, working, weeks, months, hours"),
        ("confidence", '"high"', "поле «confidence»: «high» — не одно из: H, M, L"),
        ("unit", "[1]", r"поле «unit»: «\[1\]» — не одно из"),
        ("amount", '"10"', "поле «amount»: нужно целое число"),
        ("amount", "true", "поле «amount»: нужно целое число"),
        ("amount", "-1", "поле «amount»: число не может быть меньше нуля"),
        ("amount", "0", 'поле «amount»: 0, то есть «немедленно», пишется с unit = "calendar"'),
        ("extension", "-5", "поле «extension»: число не может быть меньше нуля"),
        ("moves", '"yes"', "поле «moves»: нужно true или false"),
        ("edition", "2022-09-01", "поле «edition»: нужен текст в кавычках"),
        ("article", '" "', "поле «article»: пусто"),
        ("extention", "5", "неизвестное поле «extention»"),
    ],
)
def test_a_field_that_makes_no_sense_is_named_with_its_row(
    tmp_path: Path, field: str, value: str, sentence: str
) -> None:
    """A lawyer who mistypes reads where."""
    with pytest.raises(PeriodsBroken, match=rf"строка \[answer\].*{sentence}"):
        read_periods(_written(tmp_path, ROW | {field: value}))


@pytest.mark.parametrize("text", [b"[answer", 'answer = "30 дней"'.encode(), "[ответ]".encode("cp1251")])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "periods.toml").write_bytes(text)
    with pytest.raises(PeriodsBroken, match="Таблица сроков"):
        read_periods(tmp_path / "periods.toml")


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (0, Unit.CALENDAR, "немедленно"),
        (1, Unit.WORKING, "1 рабочий день"),
        (3, Unit.WORKING, "3 рабочих дня"),
        (7, Unit.WORKING, "7 рабочих дней"),
        (30, Unit.CALENDAR, "30 календарных дней"),
        (24, Unit.HOURS, "24 часа"),
        (72, Unit.HOURS, "72 часа"),
        (6, Unit.MONTHS, "6 месяцев"),
        (11, Unit.MONTHS, "11 месяцев"),
        (112, Unit.HOURS, "112 часов"),
        (121, Unit.CALENDAR, "121 календарный день"),
    ],
)
def test_a_length_reads_as_people_say_it(amount: int, unit: Unit, expected: str) -> None:
    period = Period("", "", amount, unit, "", "", Confidence.HIGH, "")
    assert expected == period.length


def _written(folder: Path, row: dict[str, str]) -> Path:
    file = folder / "periods.toml"
    file.write_text("\n".join(["[answer]", *(f"{name} = {value}" for name, value in row.items())]), "utf-8")
    return file
