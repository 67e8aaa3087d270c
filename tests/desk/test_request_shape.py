"""Which right a deletion request uses."""

import pytest

from desk.request_shape import propose_request
from tickets.ticket import Request


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("удалите все мои данные", Request.ERASE),
        ("vychistite menya iz bazy plz", Request.ERASE),
        ("отзываю согласие на обработку", Request.WITHDRAW),
        ("прекратите обработку моих персональных данных", Request.STOP),
        ("хватит мне звонить", Request.STOP),
        ("уберите меня из рассылки", Request.MARKETING),
        ("у вас моя фамилия с ошибкой, исправьте", Request.CORRECT),
        ("пришлите все данные, что есть обо мне", Request.ACCESS),
        ("скиньте всё, что про меня знаете", Request.ACCESS),
        ("I withdraw my consent", Request.WITHDRAW),
    ],
)
def test_the_words_of_a_request_propose_its_shape(text: str, shape: Request) -> None:
    """The person sees the proposal first and may choose another."""
    assert shape is propose_request(text)
