"""What letters say of the end, and of when staff answer."""

from datetime import datetime, timedelta

import pytest
from post_office import NUMBER, PostOffice, Send, parcel, settings, text_of

from post.mail.sender import open_mail
from tests.conftest import MOSCOW
from tickets.queue.expecting import Expected

LINK = "https://help.example.org/tickets/1#token"
MIDNIGHT = datetime(2026, 12, 4, tzinfo=MOSCOW)
MONDAY = Expected(MIDNIGHT + timedelta(days=3, hours=9), busy=False, until=MIDNIGHT, today=MIDNIGHT)
RECEIPT = {"kind": "claim", "requests": [], "received_on": "2026-12-04", "terms": []}


async def test_the_letter_of_a_closed_ticket_asks_and_leads_to_the_page(sent: Send) -> None:
    """No tap is in the letter itself: programs that look at letters press links."""
    letter = text_of(await sent("ticket_closed", link=LINK, asks=True))
    asked = "Помогли ли мы? Ответить можно одним нажатием на странице обращения."
    assert f"{asked}\n\nПосмотреть обращение и ответить: {LINK}\n" in letter
    assert 1 == letter.count("https://")
    english = text_of(await sent("ticket_closed", link=LINK, asks=True, language="en"))
    assert "Did we help? One tap on the page of your request is enough." in english


async def test_without_the_page_or_a_second_time_nobody_is_asked(sent: Send) -> None:
    for letter in (await sent("ticket_closed", asks=True), await sent("ticket_closed", link=LINK)):
        assert f"Обращение {NUMBER} закрыто." in text_of(letter)
        assert "Помогли" not in text_of(letter)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Сейчас мы не на связи. Ответим в понедельник после 9:00."),
        ("en", "We are away right now. We will answer on Monday after 9:00."),
    ],
)
async def test_a_receipt_says_when_staff_answer_as_it_is_written(office: PostOffice, language: str, said: str) -> None:
    """Other letters do not; nor does a receipt by day."""
    now: list[Expected | None] = [MONDAY]

    async def awaited() -> Expected | None:
        return now[0]

    sender = open_mail(settings(f"smtp://127.0.0.1:{office.port}"), awaited=awaited)
    assert sender is not None
    await sender.send(parcel("ticket_opened", 1, language=language, **RECEIPT))
    await sender.send(parcel("ticket_closed", 2, language=language))
    now[0] = None
    await sender.send(parcel("ticket_opened", 3, language=language, **RECEIPT))
    assert [True, False, False] == [said in text_of(letter) for letter in office.letters]
