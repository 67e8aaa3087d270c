"""Letters: what a person finds in the mailbox, in plain text and in HTML."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from post_office import NUMBER, PostOffice, Send, html_of, parcel, text_of

from post.mail.letter_words import RUSSIAN, wording_in
from post.mail.sender import MailSender
from tickets.post.outbox import Parcel, Undeliverable
from tickets.post.told import TOLD
from tickets.post.topics.stored import Unreadable
from tickets.post.topics.to_person import NEWS, Notice, StaffAnswered


async def test_a_receipt_tells_number_date_and_ground(sent: Send) -> None:
    """All that a person needs later is in the letter itself: each of several things has its own date."""
    letter = await sent(
        "ticket_opened",
        kind="deletion",
        requests=["erase", "withdraw"],
        received_on="2026-11-22",
        terms=[
            {"period": "erase", "due_on": "2026-12-02", "basis": "7 рабочих дней: ч. 3 ст. 20"},
            {"period": "withdraw", "due_on": "2026-12-22", "basis": "30 календарных дней: ч. 5 ст. 21"},
            {"period": "distribution", "due_on": "2026-12-23", "basis": "ч. 14 ст. 10.1"},
        ],
        link="https://help.example.org/status#П-2026-000007.token",
    )

    assert ("Пункт <help@example.org>", "anna@example.org") == (letter["From"], letter["To"])
    assert f"Обращение {NUMBER}" == letter["Subject"]
    assert (
        "Здравствуйте!\n\n"
        f"Обращение {NUMBER} зарегистрировано.\n\n"
        "Вид: запрос о данных\n"
        "Запрос: удаление данных, отзыв согласия\n"
        "Получено: 22 ноября 2026 г.\n"
        "Срок, удаление данных: до 2 декабря 2026 г.\n"
        "Основание: 7 рабочих дней: ч. 3 ст. 20\n"
        "Срок, отзыв согласия: до 22 декабря 2026 г.\n"
        "Основание: 30 календарных дней: ч. 5 ст. 21\n"
        "Срок, прекращение распространения: до 23 декабря 2026 г.\n"
        "Основание: ч. 14 ст. 10.1\n\n"
        "Сохраните номер: по нему обращение легко найти.\n\n"
        "Посмотреть обращение и ответить: https://help.example.org/status#П-2026-000007.token\n\n"
        "-- \n"
        "Письмо отправлено автоматически, ответы на него никто не читает. Ответить можно по ссылке выше.\n"
    ) == text_of(letter)


async def test_a_receipt_of_what_is_not_clear_says_so(sent: Send) -> None:
    """The date stands all the same, and why it is so near."""
    basis = "самый короткий из возможных сроков, пока не уточнено, о чём запрос (немедленно: ч. 2 ст. 15)"
    term = {"period": "unclear", "due_on": "2026-11-22", "basis": basis}
    letter = await sent("ticket_opened", kind="deletion", requests=[], received_on="2026-11-22", terms=[term])

    assert "Вид: запрос о данных\nЗапрос: уточняем, чего вы просите\n" in text_of(letter)
    assert f"Срок: до 22 ноября 2026 г.\nОснование: {basis}\n" in text_of(letter)


async def test_a_question_to_staff_promises_no_date(sent: Send) -> None:
    """Where the law sets none, none is invented."""
    letter = await sent("ticket_opened", kind="human", requests=[], received_on="2026-11-22", terms=[])

    assert "Вид: вопрос сотруднику\nПолучено: 22 ноября 2026 г.\n\n" in text_of(letter)
    assert "Срок" not in text_of(letter)


async def test_a_code_is_read_in_the_letter_and_not_on_a_locked_screen(sent: Send) -> None:
    """The subject may be shown to anybody; the letter says who asked and what to do if it was not you."""
    letter = await sent("email_code", code="493021", minutes=10)

    assert "Подтверждение адреса почты" == letter["Subject"]
    text = text_of(letter)
    assert "\n    493 021\n" in text
    assert "В службе помощи «Пункт» указали этот адрес почты." in text
    assert "Код действует 10 мин." in text
    assert "Если это были не вы, ничего не делайте" in text
    assert "ни по телефону" in text
    assert "493 021" in html_of(letter)


@pytest.mark.parametrize(
    ("topic", "data", "told"),
    [
        (
            "staff_answered",
            {"text": "Данные удалены."},
            "Ответ сотрудника по обращению П-2026-000007:\n\nДанные удалены.",
        ),
        (
            "staff_answered",
            {"text": "Данные удалены.", "by": "Анна"},
            "Анна, поддержка. Ответ по обращению П-2026-000007:\n\nДанные удалены.",
        ),
        (
            "ticket_refused",
            {"text": "Нельзя.", "norm": "п. 2", "by": "Анна"},
            "Анна, поддержка. По обращению П-2026-000007 отказано. Причина:\n\nНельзя.",
        ),
        ("staff_asked", {"text": "За какой год?"}, "Вопрос сотрудника по обращению П-2026-000007:\n\nЗа какой год?"),
        ("identity_needed", {}, "Фото паспорта и других документов присылать не нужно."),
        ("ticket_resolved", {"text": "Удалили."}, "принято решение:\n\nУдалили.\n\nЕсли вопрос остался"),
        (
            "ticket_refused",
            {"text": "Данные нужны для налогов.", "norm": "п. 2 ч. 1 ст. 6"},
            (
                "отказано. Причина:\n\nДанные нужны для налогов.\n\nОснование отказа: п. 2 ч. 1 ст. 6\n\n"
                "Если вы не согласны, обращение можно открыть снова. "
                "Действия оператора можно обжаловать в Роскомнадзор или в суд (ст. 17 Федерального закона № 152-ФЗ)."
            ),
        ),
        (
            "term_extended",
            {"text": "Много архивов.", "due_on": "2026-12-09", "basis": "ч. 1 ст. 20"},
            "продлён. Причина:\n\nМного архивов.\n\nСрок: до 9 декабря 2026 г.\nОснование: ч. 1 ст. 20",
        ),
        ("ticket_closed", {}, "Обращение П-2026-000007 закрыто."),
        ("ticket_reopened", {"due_on": "2027-01-08"}, "снова открыто и ждёт сотрудника.\n\nСрок: до 8 января 2027 г."),
        ("ticket_merged", {"into": "П-2026-000003"}, "объединено с обращением П-2026-000003."),
        ("ticket_duplicate", {"into": "П-2026-000003"}, "повторяет обращение П-2026-000003."),
        ("ticket_retracted", {}, "отозвано, работа над ним прекращена.\n\nЕсли передумаете, его можно открыть снова."),
        (
            "request_confirmed",
            {"requests": ("access",), "due_on": "2026-12-04", "basis": "ч. 1 ст. 20"},
            "уточнил, о чём обращение П-2026-000007.\n\nЗапрос: сведения о данных\nСрок: до 4 декабря 2026 г.",
        ),
        ("consent_withdrawn", {"due_on": "2026-12-22"}, "Согласие по обращению П-2026-000007 отозвано."),
    ],
)
async def test_every_step_is_told_in_words(sent: Send, topic: str, data: dict[str, Any], told: str) -> None:
    """Each letter names the request, says what happened, and how to answer."""
    text = text_of(await sent(topic, **data))

    assert told in text
    assert NUMBER in text
    assert text.endswith("никто не читает. Ответить можно там же, где вы обратились: в чате.\n")


def test_both_languages_tell_every_step() -> None:
    english = wording_in("en")
    assert {news.stored_as for news in NEWS} == TOLD.keys()
    assert RUSSIAN.endings.keys() == english.endings.keys()
    assert RUSSIAN is wording_in(None)


def test_whoever_reads_english_reads_no_russian() -> None:
    """What letters do not say in English would be said in Russian."""
    assert [] == re.findall(r"[а-яё]+", repr(wording_in("en")), re.IGNORECASE)


async def test_english_frames_around_russian_law(sent: Send) -> None:
    """Who writes in English reads frames in English; the law and the staff keep their words."""
    letter = await sent(
        "term_extended", language="en", text="Архив большой.", due_on="2026-12-09", basis="ч. 1 ст. 20 № 152-ФЗ"
    )

    assert f"Request {NUMBER}" == letter["Subject"]
    assert (
        "Hello!\n\n"
        f"The date of request {NUMBER} was moved. The reason:\n\n"
        "Архив большой.\n\n"
        "Due: by 9 December 2026\n"
        "Legal basis, in Russian: ч. 1 ст. 20 № 152-ФЗ\n\n"
        "-- \n"
        "This letter was sent automatically; nobody reads replies to it. "
        "You can answer where you made the request: in the chat.\n"
    ) == text_of(letter)
    assert '<html lang="en">' in html_of(letter)

    code = await sent("email_code", language="en", code="007001", minutes=10)
    assert "Confirm your e-mail address" == code["Subject"]
    assert "\n    007 001\n\nThe code is valid for 10 minutes.\n" in text_of(code)


async def test_words_of_staff_are_words_and_never_markup(sent: Send) -> None:
    """What looks like HTML is shown as it was typed, with its line breaks, and nothing is loaded from anywhere."""
    words = 'Если a < b & c > d,\nто <img src="https://evil.example/t.gif"> & <script>alert(1)</script>'
    letter = await sent("staff_answered", text=words, link='https://help.example.org/?a=1&b="2"')

    assert words in text_of(letter)
    page = BeautifulSoup(html_of(letter), "html.parser")
    assert words == page.blockquote.get_text()
    assert [] == page.find_all(["img", "script", "link", "iframe", "style"])
    typed = "https://evil.example/t.gif"  # an address that staff type may be followed
    assert [typed, 'https://help.example.org/?a=1&b="2"'] == [a["href"] for a in page.find_all("a")]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "https://a.example/ b", "https://a\nb"])
async def test_what_is_no_page_is_no_link(sent: Send, link: str) -> None:
    letter = await sent("ticket_closed", link=link)

    assert "<a " not in html_of(letter)
    assert "там же, где вы обратились" in text_of(letter)


async def test_words_arrive_whole_whatever_is_in_them(office: PostOffice, sender: MailSender) -> None:
    """Long lines, lone dots, emoji and half characters: read as written, or left out where mail cannot carry them."""
    words = f"{'длинно ' * 400}\n.\n..\n👩‍🚀 «ёлки» \x00\x07\ud800конец"
    await sender.send(Parcel(1, "email", "lane", Notice(NUMBER, "ru", StaffAnswered("m1", words)), 1, "a@example.org"))
    assert f"{'длинно ' * 400}\n.\n..\n👩‍🚀 «ёлки» ?конец" in text_of(office.letters[-1])


@pytest.mark.parametrize(
    ("topic", "data"),
    [
        ("unheard_of", {}),
        ("staff_answered", {}),
        ("staff_answered", {"text": ""}),
        ("ticket_closed", {"number": None}),
        ("ticket_merged", {}),
        ("ticket_opened", {"kind": "birthday", "received_on": "2026-11-22"}),
        ("term_extended", {"text": "так", "due_on": "завтра", "basis": "ст. 20"}),
        ("email_code", {"code": "493021"}),
    ],
)
async def test_a_parcel_that_makes_no_letter_is_refused(sender: MailSender, topic: str, data: dict[str, Any]) -> None:
    """It stays visible as dead instead of being tried for ever, or of leaving half empty."""
    with pytest.raises((Unreadable, Undeliverable)):
        await sender.send(parcel(topic, **data))
