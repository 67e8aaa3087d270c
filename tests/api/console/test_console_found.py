"""The place that a search has found: marked, short, and never a way around the masking."""

from api.console.queue.found import GLIMPSE, line
from api.marked import Piece
from tickets.queue.search import sought


def shown(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces)


def test_the_first_text_in_which_something_is_met_is_shown_around_it() -> None:
    """Every word that meets is marked; without a search, or without a place, it is the beginning."""
    texts = ["Здравствуйте", "Верните деньги, деньги нужны"]
    assert shown(line(texts, sought("деньгами нужный"))) == "Верните [деньги], [деньги] [нужны]"
    assert shown(line(texts, ())) == "Здравствуйте"
    assert shown(line(texts, sought("слон"))) == "Здравствуйте"
    assert line([""], ()) == ()
    assert line([], sought("слон")) == ()


def test_a_far_place_is_shown_in_one_short_line() -> None:
    """Of whole words at its beginning, with marks of what is left out."""
    [before, found, after] = line(["начало " * 100 + "договор\nподписан " + "конец " * 100], sought("договор"))
    assert found == Piece("договор", found=True)
    assert before.text.startswith("…начало ")
    assert after.text.startswith(" подписан конец")
    assert after.text.endswith("…")
    assert len(shown([before, found, after])) <= GLIMPSE + 4


def test_no_part_of_a_contact_is_shown_wherever_the_window_ends() -> None:
    """A number or an address that is cut in two would not be known for one."""
    for gap in range(120, 230):
        for text in (
            f"+7 912 345-67-89 ivan@example.ru {'ы ' * gap}договор{' ы' * gap} ivan@example.ru +7 912 345-67-89",
            f"{'ы' * gap} +7 912 345-67-89 договор, паспорт 4510 123456 {'ы' * gap}",
        ):
            told = shown(line([text], sought("договор")))
            assert "[договор]" in told
            assert not any(part in told for part in ("912", "345", "67-89", "ivan", "example", "4510", "123456")), gap


def test_what_masking_takes_away_is_no_place() -> None:
    """Whoever looks for a part of an address finds nothing to read."""
    assert shown(line(["пишите на ivan@example.ru скорее"], sought("ivan"))) == "пишите на [почта] скорее"
