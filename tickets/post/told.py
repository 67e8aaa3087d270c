"""What a person is told of what has happened to their ticket, by topic of the outbox: once for every edge.

An edge frames it with what only it can say: where to answer, dates, a button. The widget's scripts hold the same
sentences, which `tests/tickets/record/test_labels.py` compares.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tickets.record.labels import Name


@dataclass(frozen=True, slots=True)
class Told:
    """`head` is a sentence, or a heading without a full stop where words of staff follow it."""

    head: Name
    end: Name | None = None  #: below all else
    reasoned: bool = False  #: the words of staff are the reason
    rest: Name | None = None  #: what stands in the place of the head after the name of who it was

    def heading(self, language: object, by: str | None) -> str:
        """The first sentence, to be filled in with the number and with `by`."""
        if by is None or self.rest is None:
            return self.head.to(language)
        return f"{SIGNED.to(language)}. {self.rest.to(language)}"


SIGNED = Name("{by}, поддержка", "{by}, support")  #: who of the staff it was
_RESOLVED = Name("По обращению {number} принято решение", "Request {number} is resolved")
_REFUSED = Name("По обращению {number} отказано", "Request {number} is refused")
_AGAIN = Name(
    "Если вопрос остался, обращение можно открыть снова.", "If anything remains, the request can be opened again."
)

TOLD: Mapping[str, Told] = {
    "staff_answered": Told(
        Name("Ответ сотрудника по обращению {number}", "Answer to request {number}"),
        rest=Name("Ответ по обращению {number}", "Answer to request {number}"),
    ),
    "staff_asked": Told(
        Name("Вопрос сотрудника по обращению {number}", "A question about request {number}"),
        rest=Name("Вопрос по обращению {number}", "A question about request {number}"),
    ),
    "identity_needed": Told(
        Name(
            "Прежде чем заняться обращением {number}, нужно убедиться, что просите именно вы.",
            "Before request {number} is handled, it must be clear that it is you who is asking.",
        )
    ),
    "ticket_resolved": Told(
        _RESOLVED,
        _AGAIN,
        rest=_RESOLVED,
    ),
    "ticket_refused": Told(
        _REFUSED,
        Name(
            "Если вы не согласны, обращение можно открыть снова. "
            "Действия оператора можно обжаловать в Роскомнадзор или в суд (ст. 17 Федерального закона № 152-ФЗ).",
            "If you do not agree, the request can be opened again. "
            "The operator's actions may be appealed to Roskomnadzor or to a court (Federal Law No. 152-FZ, Art. 17).",
        ),
        reasoned=True,
        rest=_REFUSED,
    ),
    "ticket_closed": Told(Name("Обращение {number} закрыто.", "Request {number} is closed."), _AGAIN),
    "ticket_reopened": Told(
        Name(
            "Обращение {number} снова открыто и ждёт сотрудника.",
            "Request {number} is open again and waits for a person.",
        )
    ),
    "ticket_retracted": Told(
        Name(
            "Обращение {number} отозвано, работа над ним прекращена.",
            "Request {number} is taken back, and work on it has stopped.",
        ),
        Name("Если передумаете, его можно открыть снова.", "If you change your mind, it can be opened again."),
    ),
    "ticket_duplicate": Told(
        Name(
            "Обращение {number} повторяет обращение {into}. Ответ придёт под номером {into}.",
            "Request {number} repeats request {into}. The answer will come under {into}.",
        )
    ),
    "ticket_merged": Told(
        Name(
            "Обращение {number} объединено с обращением {into}. Дальше — под номером {into}.",
            "Request {number} is joined with request {into} and goes on under {into}.",
        )
    ),
    "request_confirmed": Told(
        Name(
            "Сотрудник уточнил, о чём обращение {number}.",
            "We have made clear what request {number} is about.",
        )
    ),
    "term_extended": Told(
        Name("Срок по обращению {number} продлён", "The date of request {number} was moved"), reasoned=True
    ),
    "consent_withdrawn": Told(
        Name(
            "Согласие по обращению {number} отозвано. Данные, указанные в нём, будут уничтожены.",
            "The consent of request {number} is withdrawn. The data given in it will be destroyed.",
        )
    ),
    "data_erased": Told(
        Name("Ваши данные по обращению {number} уничтожены.", "Your data of request {number} has been destroyed.")
    ),
}
