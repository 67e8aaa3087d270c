"""Short answers take up, turn down or ask again for what the desk said last."""

import pytest

from index.dialogue import Turn
from index.moves import Move, move_of
from index.reader import Reader
from index.understanding import Kind

OFFERED = Turn("удалите меня", Kind.DELETION, ("5.1",), (Kind.DELETION,))
BESIDE = Turn("а если вы номер сольёте?", Kind.QUESTION, ("5.4",), (Kind.CLAIM,))
NOTHING = Turn("сколько храните?", Kind.QUESTION, ("5.1",))


@pytest.mark.parametrize("said", ["да", "Давай!", "ок", "ну давайте", "хорошо, оформляйте", "yes please", "da", "угу"])
def test_yes_takes_up_what_was_offered(said: str) -> None:
    assert move_of(Reader().read(said), OFFERED) is Move.ACCEPT


@pytest.mark.parametrize("said", ["ок", "понятно", "ладно", "да", "давай"])
def test_yes_after_an_offer_that_is_gone_or_never_was_takes_up_nothing(said: str) -> None:
    declined = Turn("удалите меня", Kind.DELETION, (), (Kind.DELETION,), declined=True)
    opened = Turn("удалите меня", Kind.DELETION, (), (Kind.DELETION,), opened=Kind.DELETION)
    for last in (NOTHING, declined, opened):
        assert move_of(Reader().read(said), last) is None


def test_under_an_answer_with_an_offer_beside_ok_means_read_and_yes_means_yes() -> None:
    assert move_of(Reader().read("ок, понятно"), BESIDE) is None
    assert move_of(Reader().read("да, давайте"), BESIDE) is Move.ACCEPT


@pytest.mark.parametrize(
    "said", ["не надо", "нет", "отбой, я нашёл письмо у жены", "нет, спасибо", "не нужно уже", "передумал"]
)
def test_no_turns_it_down(said: str) -> None:
    assert move_of(Reader().read(said), OFFERED) is Move.DECLINE


@pytest.mark.parametrize(
    "said", ["нет, не удалить, а исправить", "да я не про то", "давайте лучше про куки", "не удаляйте"]
)
def test_whoever_says_more_is_heard_out(said: str) -> None:
    assert move_of(Reader().read(said), OFFERED) is None


@pytest.mark.parametrize("said", ["повторите", "не понял", "можно попроще?", "ещё раз повторите пожалуйста"])
def test_once_more(said: str) -> None:
    assert move_of(Reader().read(said), NOTHING) is Move.REPEAT
