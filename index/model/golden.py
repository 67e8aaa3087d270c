"""Pairs of sentences with their cosines, to prove a conversion.

The cosines are those of the float32 model, whose vectors have a cosine of at least 0.9998 with the vectors of the
engine the weights were packed for.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from index.model import ModelError

TOLERANCE = 0.02  # eight bits move them by 0.011 at most, a forgotten prefix by 0.038


class CosinesOffError(ModelError):
    def __init__(self, worst: float) -> None:
        super().__init__(
            f"Модель после подготовки считает неверно: сходство контрольных фраз отличается на {worst:.3f} "
            f"при допуске {TOLERANCE}; удалите кэш и переустановите «punkt[weights]»."
        )


PAIRS = (
    ("Кому вы передаёте мои данные?", "С кем вы делитесь моей персональной информацией?", 0.9361),
    ("Кому вы передаёте мои данные?", "Как приготовить борщ?", 0.7820),
    ("Как удалить аккаунт?", "Хочу удалить свой профиль", 0.9081),
    ("Как удалить аккаунт?", "How do I delete my account?", 0.9069),
    ("Сколько хранятся мои данные?", "Срок хранения персональных данных", 0.9134),
    ("Сколько хранятся мои данные?", "Оператор назначает ответственного за обработку", 0.7904),
    ("Я отзываю согласие на обработку.", "Отзыв согласия субъектом персональных данных", 0.8679),
    ("Я отзываю согласие на обработку.", "Согласие даётся свободно, своей волей и в своём интересе", 0.8562),
    ("Используете ли вы cookie?", "Файлы cookie собираются на сайте автоматически", 0.8633),
    ("Do you use cookies?", "Используете ли вы cookie?", 0.9361),
    ("Who can see my personal data?", "Кто видит мои персональные данные?", 0.9154),
    ("Who can see my personal data?", "The weather is fine today", 0.7648),
    ("kak otozvat soglasie", "Как отозвать согласие?", 0.8519),
    ("kak udalit moi dannye", "Как удалить мои данные?", 0.7860),
    ("Позовите человека", "Соедините меня с оператором", 0.8770),
    ("Позовите человека", "Пункт 4.1.10 политики", 0.8225),
    ("Спасибо, всё понятно!", "Благодарю, я разобрался.", 0.9090),
    ("Спасибо, всё понятно!", "Это нарушение, я подам жалобу в Роскомнадзор", 0.8388),
    ("Напишите на info@example.ru", "Адрес электронной почты для обращений", 0.8479),
    ("ПОЧЕМУ МНЕ ЗВОНЯТ С РЕКЛАМОЙ???", "Как отказаться от рекламных рассылок", 0.8703),
    ("Передаёте ли вы данные за границу?", "Трансграничная передача персональных данных", 0.8923),
    ("What is the legal basis for processing?", "Правовые основания обработки персональных данных", 0.8278),
)


def check_cosines(encode: Callable[[list[str]], NDArray[np.float32]]) -> float:
    """The largest distance of a pair's cosine from the expected one. Raises CosinesOffError beyond TOLERANCE."""
    left = encode([left for left, _, _ in PAIRS])
    right = encode([right for _, right, _ in PAIRS])
    worst = max(abs(float(a @ b) - cosine) for a, b, (_, _, cosine) in zip(left, right, PAIRS, strict=True))
    if worst > TOLERANCE:
        raise CosinesOffError(worst)
    return worst
