"""How a clause is called, and how it stands word for word in what staff write."""

from index.document.clause import PREAMBLE
from index.policy import Edition
from tickets.record.labels import Name, capital

_PREAMBLE = Name("преамбула", "the preamble")
_CLAUSE = Name("пункт {number}", "clause {number}")


def clause_name(number: str, language: object = "ru") -> str:
    """«пункт 5.1», or what the unnumbered beginning is called."""
    return (_PREAMBLE if number == PREAMBLE else _CLAUSE).to(language).format(number=number)


def clause_in_answer(number: str, text: str, edition: Edition) -> str:
    """With its number and edition."""
    since = f"редакция от {edition.effective:%d.%m.%Y}" if edition.effective else f"редакция {edition.id}"
    return f"{capital(clause_name(number))} Политики, {since}:\n«{text}»"
