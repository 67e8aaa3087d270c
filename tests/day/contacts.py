"""Who gets in touch on an invented day, when, from where, and with what: all of it from one seed."""

import random
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Channel(StrEnum):
    TELEGRAM = "telegram"
    WIDGET = "widget"


class Wish(StrEnum):
    QUESTION = "question"  #: the policy answers it, and nobody of staff is needed
    HUMAN = "human"
    CLAIM = "claim"


QUESTIONS = ("сколько вы храните мои данные?", "кому вы передаёте мои данные?", "зачем вам куки?")
CALLS = (
    "потерялся доступ к кабинету",
    "не понимаю, что за письмо мне пришло",
    "нужен акт за прошлый месяц",
)
CLAIMS = (
    "мне звонят чужие люди и называют мой заказ",
    "списали дважды за месяц",
    "письмо без ответа второй месяц",
)
SHARES = {Wish.QUESTION: 4, Wish.HUMAN: 4, Wish.CLAIM: 4}
WRITE_AGAIN = 0.25  #: share of those whom staff have answered
LENGTH = timedelta(hours=9)


@dataclass(frozen=True)
class Contact:
    """One person; `after` is counted from the beginning of the day."""

    name: str
    after: timedelta
    channel: Channel
    wish: Wish
    words: str
    writes_again: timedelta | None  #: so long after the answer of staff


def contacts(number: int, seed: int) -> list[Contact]:
    """So many people, earliest first: each wish comes from both channels."""
    dice = random.Random(seed)
    words = {Wish.QUESTION: QUESTIONS, Wish.HUMAN: CALLS, Wish.CLAIM: CLAIMS}
    wishes = [wish for wish, share in SHARES.items() for _ in range(share)]
    found = []
    for which, after in enumerate(sorted(dice.uniform(0, LENGTH.total_seconds()) for _ in range(number))):
        channel = Channel.WIDGET if which % 2 else Channel.TELEGRAM
        wish = dice.choice(wishes) if which >= 2 * len(Wish) else [*Wish][which // 2]
        again = timedelta(minutes=dice.uniform(5, 20)) if dice.random() < WRITE_AGAIN or which == 2 else None
        said = f"{dice.choice(words[wish])}{'' if wish is Wish.QUESTION else f', {which}'}"
        found.append(Contact(f"Человек {which}", timedelta(seconds=after), channel, wish, said, again))
    return found
