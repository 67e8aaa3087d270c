"""What a request asks in the words of the law."""

import pytest

from desk.wish import propose_requests, reason_to_block
from tickets.record.ticket import Request, TicketKind


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("удалите все мои данные", [Request.ERASE]),
        ("vychistite menya iz bazy plz", []),
        ("сделайте что-нибудь с моими данными", []),
        ("хочу оформить запрос по персональным данным", []),
        ("заблокируйте мои данные, пока не разберётесь", [Request.BLOCK]),
        ("не используйте мой номер, пока не проверите, откуда он у вас", [Request.BLOCK]),
        ("приостановите обработку моих данных", [Request.BLOCK]),
        ("адрес у вас неверный, заблокируйте его до исправления", [Request.CORRECT, Request.BLOCK]),
        ("please block my data until you have checked", [Request.BLOCK]),
        ("отзываю согласие на обработку", [Request.WITHDRAW]),
        ("прекратите обработку моих персональных данных", [Request.STOP]),
        ("хватит мне звонить", [Request.STOP]),
        ("уберите меня из рассылки", [Request.MARKETING]),
        ("хватит слать рекламу", [Request.MARKETING]),
        ("у вас моя фамилия с ошибкой, исправьте", [Request.CORRECT]),
        ("оставил номер по ошибке, удалите его", [Request.ERASE]),
        ("пришлите все данные, что есть обо мне", [Request.ACCESS]),
        ("скиньте всё, что про меня знаете", [Request.ACCESS]),
        ("I withdraw my consent", [Request.WITHDRAW]),
        ("хочу, чтобы вы стерли мои данные", [Request.ERASE]),
        ("чтобы номер стёрли и не звонили", [Request.STOP, Request.ERASE]),
        ("чтобы номер сте\u0308рли и не звонили", [Request.STOP, Request.ERASE]),
        ("мастер не приехал, прекратите звонить", [Request.STOP]),
        ("отзываю согласие и требую прекратить обработку", [Request.WITHDRAW, Request.STOP]),
        ("отзываю согласие, удалите всё, что обо мне есть", [Request.WITHDRAW, Request.ERASE]),
        ("отпишите от рассылки и удалите мой номер", [Request.MARKETING, Request.ERASE]),
    ],
)
def test_the_words_of_a_request_propose_its_shapes(text: str, shapes: list[Request]) -> None:
    """The person sees the proposal first and may choose others; where the words name nothing, nothing is proposed."""
    assert tuple(shapes) == propose_requests(text)


@pytest.mark.parametrize(
    ("kind", "requests", "text", "blocked"),
    [
        (TicketKind.DELETION, [Request.CORRECT], "фамилия с ошибкой", True),
        (TicketKind.DELETION, [Request.ERASE], "удалите", True),
        (TicketKind.DELETION, [Request.BLOCK], "заблокируйте", True),
        (TicketKind.DELETION, [], "мой номер утёк, сделайте что-нибудь", True),
        (TicketKind.DELETION, [], "сделайте что-нибудь с моими данными", False),
        (TicketKind.DELETION, [Request.MARKETING], "уберите из рассылки", False),
        (TicketKind.DELETION, [Request.ACCESS], "что вы обо мне знаете", False),
        (TicketKind.CLAIM, [], "мой номер утёк, звонят мошенники", True),
        (TicketKind.CLAIM, [], "вы передали мои данные без моего согласия", True),
        (TicketKind.CLAIM, [], "верните деньги за подписку", False),
        (TicketKind.HUMAN, [], "мой номер утёк, позовите человека", False),
    ],
)
def test_a_report_of_wrong_or_unlawful_data_blocks_them(kind, requests, text, blocked) -> None:
    """From the moment of the appeal (clause 6.2.4); other wishes block nothing."""
    assert blocked == (reason_to_block(kind, requests, text) is not None)
