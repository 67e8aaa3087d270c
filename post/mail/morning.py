"""The morning letter to members: numbers and a link, and nothing of anybody."""

from collections.abc import Iterator
from datetime import timedelta

from post.mail.layout import Block, Facts, Footer, Line, Link
from russian.numbers import day_in_words
from tickets.post.topics.to_members import MorningLetter

SUBJECT = "Обращения на утро: {day}"
HELLO = "Доброе утро!"
WAITING, LATE, TODAY, TOMORROW, UNTIL = "Ждут ответа", "Просрочено", "Срок сегодня", "Срок завтра", "Срок до {day}"
OPEN = "Открыть очередь"
FOOTER = (
    "Письмо отправлено автоматически, ответы на него никто не читает. Не нужно — отключите в консоли: "
    "«Профиль», «Утреннее письмо»."
)


def subject(letter: MorningLetter) -> str:
    return SUBJECT.format(day=day_in_words(letter.on, "ru"))


def morning_blocks(letter: MorningLetter, site: str | None) -> Iterator[Block]:
    """`site` is where the console is, if people can open it from outside."""
    yield Line(HELLO)
    tomorrow = letter.next_on - letter.on == timedelta(days=1)
    following = TOMORROW if tomorrow else UNTIL.format(day=day_in_words(letter.next_on, "ru"))
    pairs = ((LATE, letter.late), (TODAY, letter.today), (following, letter.next), (WAITING, letter.waiting))
    yield Facts(tuple((name, str(number)) for name, number in pairs))
    if site:
        yield Link(OPEN, f"{site}/console")
    yield Footer(FOOTER)
