"""The morning letter as a member finds it in the mailbox."""

from datetime import date

import pytest
from post_office import html_of, settings, text_of

from post.mail.sender import open_mail
from tickets.post.outbox import EMAIL, Parcel
from tickets.post.topics.to_members import MorningLetter

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 20)
END = (
    "-- \nПисьмо отправлено автоматически, ответы на него никто не читает. Не нужно — отключите в консоли: «Профиль», "
    "«Утреннее письмо».\n"
)


@pytest.mark.parametrize(
    ("letter", "site", "expected"),
    [
        (
            MorningLetter(MONDAY, waiting=3, late=1, today=2, next=0, next_on=TUESDAY),
            "https://help.example.org",
            (
                "Доброе утро!\n\nПросрочено: 1\nСрок сегодня: 2\nСрок завтра: 0\nЖдут ответа: 3\n\n"
                "Открыть очередь: https://help.example.org/console\n\n"
            ),
        ),
        (
            MorningLetter(FRIDAY, waiting=0, late=0, today=0, next=4, next_on=MONDAY),
            None,
            "Доброе утро!\n\nПросрочено: 0\nСрок сегодня: 0\nСрок до 23 ноября 2026 г.: 4\nЖдут ответа: 0\n\n",
        ),
    ],
)
async def test_it_holds_numbers_and_a_link_alone(office, letter, site, expected) -> None:
    """The link only where the site can be opened from outside."""
    sender = open_mail(settings(f"smtp://127.0.0.1:{office.port}", public_url=site))
    await sender.send(Parcel(1, EMAIL, "staff:anna@example.org", letter, 1, "anna@example.org"))
    [mail] = office.letters
    assert ("anna@example.org", "auto-generated") == (mail["To"], mail["Auto-Submitted"])
    assert f"Обращения на утро: {letter.on.day} ноября 2026 г." == mail["Subject"]
    assert expected + END == text_of(mail)
    assert "П-" not in html_of(mail)
