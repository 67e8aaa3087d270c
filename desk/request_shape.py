"""Which right a deletion request uses: a proposal from its words, which the person and then the staff confirm."""

import re

from tickets.ticket import Request

#: Word stems by shape, the first that fits wins. A wish that names none is a wish to erase.
_SHAPES: tuple[tuple[Request, tuple[str, ...]], ...] = (
    (Request.MARKETING, ("рассыл", "реклам", "спам", "отпи[сш]", "newsletter", "marketing", "unsubscribe", "spam")),
    (Request.WITHDRAW, ("отозв", "отзыва", "отзов", "забираю соглас", "снима.* соглас", "withdraw", "revoke")),
    (Request.CORRECT, ("исправ", "поправ", "обнови", "измени", "неверн", "неправильн", "ошиб", "опечат", "correct")),
    (
        Request.ACCESS,
        (
            r"(пришл|выда|предостав|покаж|скин|выгруз|дайте).*(данн|сведен|(обо?|про) (мне|меня)|досье|зна)",
            "copy of",
            "send me",
        ),
    ),
    (Request.STOP, ("прекрат", "перестан", "хватит", "не звон", "не пиш", "не обрабат", "не использ", r"\bstop\b")),
)


def propose_request(text: str) -> Request:
    """The shape that the words of a request name."""
    lowered = text.lower()
    return next((shape for shape, words in _SHAPES if re.search("|".join(words), lowered)), Request.ERASE)
