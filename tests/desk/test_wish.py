"""What a request asks in the words of the law."""

import pytest

from desk.wish import reason_to_block
from tickets.record.ticket import Request, TicketKind


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
