"""Every sentence that people read in letters: plain text, never markup; `post.mail.layout` gives it its looks."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from russian.numbers import day_in_words
from tickets.record.labels import PERIODS


class LetterWords(NamedTuple):
    """Letters in one language. Braces are filled in with `str.format`."""

    language: str = "ru"

    hello: str = "Здравствуйте!"
    subject: str = "Обращение {number}"
    opened: str = "Обращение {number} зарегистрировано."  #: heads the receipt, as only letters do
    reason: str = ". Причина:"  #: ends the heading above a reason
    #: what a topic adds at its end, where only letters can say it
    endings: Mapping[str, str] = {
        "ticket_opened": "Сохраните номер: по нему обращение легко найти.",
        "staff_asked": "Ответьте, пожалуйста, как только сможете.",
        "identity_needed": (
            "Как это сделать, написано там же, где вы обратились. Фото паспорта и других документов присылать не нужно."
        ),
        "data_erased": "Остались номер обращения, даты и решение. Это последнее письмо: ваш адрес тоже удалён.",
    }

    code_subject: str = "Подтверждение адреса почты"
    code_asked: str = (
        "В службе помощи «{name}»{site} указали этот адрес почты. Чтобы подтвердить, что он ваш, введите там код:"
    )
    code_site: str = " ({site})"
    code_minutes: str = "Код действует {minutes} мин."
    code_not_you: str = "Если это были не вы, ничего не делайте: без кода адрес не подтвердится."
    code_tell_nobody: str = "Никому не сообщайте код: сотрудники не спрашивают его ни по телефону, ни в переписке."

    kind: str = "Вид"
    request: str = "Запрос"
    received: str = "Получено"
    due: str = "Срок"
    due_by: str = "до {day}"
    basis: str = "Основание"
    norm: str = "Основание отказа"

    rate_by_link: str = "Ответить можно одним нажатием на странице обращения."
    attached: str = "К письму приложено: {names}."
    too_heavy: str = "Слишком велико для письма: {names}. Скачать это можно там же, где вы обратились."
    too_heavy_by_link: str = "Слишком велико для письма: {names}. Скачать это можно по ссылке ниже."
    open_ticket: str = "Посмотреть обращение и ответить"
    automatic: str = "Письмо отправлено автоматически, ответы на него никто не читает."
    answer_by_link: str = "Ответить можно по ссылке выше."
    answer_on_site: str = "Ответить можно там же, где вы обратились: в чате или на сайте {site}."
    answer_in_chat: str = "Ответить можно там же, где вы обратились: в чате."

    def day(self, day: date) -> str:
        """A date in words."""
        return day_in_words(day, self.language)

    def due_of(self, period: str) -> str:
        """What is done by a date, where a ticket has several: «Срок, удаление данных»."""
        return f"{self.due}, {PERIODS[period].to(self.language)}" if period in PERIODS else self.due


RUSSIAN = LetterWords()
#: Frames around the words of staff and of the law, which stay as they are.
ENGLISH = LetterWords(
    language="en",
    hello="Hello!",
    subject="Request {number}",
    opened="Your request {number} is registered.",
    reason=". The reason:",
    endings={
        "ticket_opened": "Please keep the number: the request is easily found by it.",
        "staff_asked": "Please answer as soon as you can.",
        "identity_needed": (
            "How to show it is written where you made the request. Please send no photos of your passport or other "
            "documents."
        ),
        "data_erased": (
            "What is left is the number of the request, its dates and the decision. This is the last letter: your "
            "address has been deleted as well."
        ),
    },
    code_subject="Confirm your e-mail address",
    code_asked=(
        "This e-mail address was entered at the help desk “{name}”{site}. To confirm that it is yours, enter this code "
        "there:"
    ),
    code_site=" ({site})",
    code_minutes="The code is valid for {minutes} minutes.",
    code_not_you="If this was not you, do nothing: without the code the address is not confirmed.",
    code_tell_nobody="Tell the code to nobody: staff never ask for it, by phone or in writing.",
    kind="Kind",
    request="Asked for",
    received="Received",
    due="Due",
    due_by="by {day}",
    basis="Legal basis, in Russian",
    norm="Ground of the refusal, in Russian",
    rate_by_link="One tap on the page of your request is enough.",
    attached="Attached to this letter: {names}.",
    too_heavy="Too large for a letter: {names}. You can download it where you made the request.",
    too_heavy_by_link="Too large for a letter: {names}. You can download it by the link below.",
    open_ticket="See the request and answer",
    automatic="This letter was sent automatically; nobody reads replies to it.",
    answer_by_link="You can answer by the link above.",
    answer_on_site="You can answer where you made the request: in the chat or at {site}.",
    answer_in_chat="You can answer where you made the request: in the chat.",
)


def wording_in(language: object) -> LetterWords:
    """Letters in this language; Russian when they are not written in it."""
    return ENGLISH if language == "en" else RUSSIAN
