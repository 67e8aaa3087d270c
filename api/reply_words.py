"""What people read in replies: Russian, and the frame in English for those who write in English."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from desk.own_words import OwnWords
from desk.spoken import spoken
from tickets.record.ticket import TicketKind

#: The words of an addition that is a file.
FILE_ADDED = "Приложен файл: {name}"


class TicketPage(NamedTuple):
    """What the page of a ticket says before its script has asked for it; the rest is in assets/status."""

    title: str = "Обращение"
    about: str = "Где сейчас ваше обращение, сроки и ответы."
    skip: str = "К содержанию"
    sections: str = "Разделы"
    policy: str = "[it, large]"
    loading: str = "Открываем обращение…"
    no_script: str = (
        "Чтобы увидеть обращение, включите в браузере JavaScript: ключ из вашей ссылки остаётся в браузере "
        "и без него нам не передаётся. Или спросите об этом номере там, где вы обращались."
    )
    missing: Mapping[str, str] = {
        "what": "Такого обращения нет",
        "how": "Номер в адресе записан не так, как мы их пишем. Откройте ссылку ещё раз из письма, целиком.",
        "more": "Открыть [(it), small]",
    }


class ReplyWords(NamedTuple):
    """The sentences of one language; `{…}` are filled in by `render`."""

    language: Literal["ru", "en"] = "ru"
    answer: str = "Об этом говорит {clause} [of it] (редакция {edition}):\n\n«{quote}»"
    answer_in: str = "Об этом говорит {clause} документа «{document}» (редакция {edition}):\n\n«{quote}»"
    lead: str = "Об этом [says] [it, small]:"
    no_advice: str = "Это справка по тексту [of it], а не юридическая консультация."
    suggestions: str = "Точного ответа не нашлось. Возможно, вам поможет один из этих пунктов:"
    no_answer: str = "В [in it] об этом ничего не сказано. Если вопрос важный, позовите сотрудника."
    no_answer_near: str = (
        "Прямо об этом в [in it] не сказано. Ниже пункты, которые ближе всего; "
        "если это не то, что вы искали, позовите сотрудника."
    )
    not_found: str = "Я не нашёл в [in it] ответа на это. Спросите иначе или позовите сотрудника: он ответит."
    not_found_near: str = (
        "Я не нашёл в [in it] прямого ответа. Ниже пункты, которые ближе всего; если это не то, спросите, пожалуйста, "
        "другими словами или позовите сотрудника: он ответит."
    )
    offers: Mapping[TicketKind, str] = {
        TicketKind.CLAIM: "Похоже, вы хотите подать претензию. Оформим её: вы получите номер и дату ответа.",
        TicketKind.DELETION: "Похоже, речь о ваших данных. Оформим запрос: вы получите номер и дату ответа.",
        TicketKind.HUMAN: "Позову сотрудника. Оставьте обращение, и ответ придёт сюда же.",
    }
    #: where no date of a claim can be promised
    offer_undated: str = "Похоже, вы хотите подать претензию. Оформим её: вы получите номер, и сотрудник ответит вам."
    open_ticket: Mapping[TicketKind, str] = {
        TicketKind.CLAIM: "Подать претензию",
        TicketKind.DELETION: "Оформить запрос о данных",
        TicketKind.HUMAN: "Позвать сотрудника",
    }
    relayed: str = "Передал сотруднику. Ответ придёт сюда."
    relayed_ticket: str = "Передал сотруднику, который ведёт обращение {number}. Ответ придёт сюда."
    beside_staff: str = (
        "Сообщение передано сотруднику: он тоже его видит и ответит сюда. А пока вот что об этом [says] [itself] [it]."
    )
    smalltalk: str = (
        "Я помогаю с вопросами[on]. Спросите своими словами, и я покажу пункт [of it], "
        "который об этом говорит. А ещё приму претензию или запрос об удалении данных."
    )
    helpful: str = "Помогло"
    unhelpful: str = "Не помогло"
    read_policy: str = "Открыть в [in it]"
    ticket_page: TicketPage = TicketPage()


RUSSIAN = ReplyWords()
ENGLISH = ReplyWords(
    language="en",
    answer="This is what {clause} of the [It] says (edition {edition}, in Russian):\n\n«{quote}»",
    answer_in="This is what {clause} of «{document}» says (edition {edition}, in Russian):\n\n«{quote}»",
    lead="This is what the [it] says, in Russian:",
    no_advice="This is information from the text of the [It], not legal advice.",
    suggestions="I am not sure. One of these clauses may help:",
    no_answer="The [It] says nothing about this. If it matters, call a person.",
    no_answer_near="The [It] does not say this directly. These clauses are the nearest; "
    "if they are not what you were looking for, call a person.",
    not_found="I have not found an answer to this in the [It]. Please ask in other words or call a person, who will "
    "answer.",
    not_found_near="I have not found a direct answer in the [It]. These clauses are the nearest; if they are not "
    "what you were looking for, please ask in other words or call a person, who will answer.",
    offers={
        TicketKind.CLAIM: "It looks like you want to file a claim. You will get a number and a date for the answer.",
        TicketKind.DELETION: "This looks like a request about your data. You will get a number and a date for it.",
        TicketKind.HUMAN: "I will call a person. Leave a request, and the answer will come here.",
    },
    offer_undated="It looks like you want to file a claim. You will get a number, and a person will answer you.",
    open_ticket={
        TicketKind.CLAIM: "File a claim",
        TicketKind.DELETION: "Make a data request",
        TicketKind.HUMAN: "Call a person",
    },
    relayed="Passed on to a person. The answer will come here.",
    relayed_ticket="Passed on to the person who handles request {number}. The answer will come here.",
    beside_staff="Your message went to the person who handles your request: they see it, too, and will answer here. "
    "Meanwhile, this is what the [It] itself says, in Russian.",
    smalltalk="I help with questions[about]. Ask in your own words, and I will show the clause of the "
    "[It] that answers. I can also take a claim or a request to delete your data.",
    helpful="Helpful",
    unhelpful="Not helpful",
    read_policy="Open in the [It]",
    ticket_page=TicketPage(
        title="Request",
        about="Where your request stands, its dates and the answers.",
        skip="Skip to the content",
        sections="Sections",
        policy="[It]",
        loading="Opening the request…",
        no_script="To see the request, turn on JavaScript in your browser: the key in your link stays in the browser "
        "and without it never reaches us. Or ask about this number where you made the request.",
        missing={
            "what": "There is no such request",
            "how": "The number in the address is not written as we write them. Open the whole link from the letter.",
            "more": "Open the [it]",
        },
    ),
)


@lru_cache(32)
def wording_in(language: str, own: OwnWords) -> ReplyWords:
    """The sentences for a message in this language, of the document with these words."""
    return spoken(ENGLISH, own.in_english()) if language == "en" else spoken(RUSSIAN, own.russian())
