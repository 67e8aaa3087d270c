"""Whoever waits for an answer to an earlier letter is told from whoever only asks about letters."""

import pytest

from index.reader import Reader
from index.waiting import waits


@pytest.mark.parametrize(
    "said",
    [
        "писала вам месяц назад, ответа так и нет",
        "что там с моей заявкой?",
        "какой статус у моего запроса",
        "срок вышел, а от вас тишина",
        "никто мне так и не ответил",
        "ну и где ответ",
        "и долго ждать?",
        "а скоро?",
        "моё обращение вообще рассмотрели?",
        "третью неделю игнорируете мою жалобу",
        "П-2026-000001: есть движение по моему делу?",
        "gde otvet na moyu pretenziyu",
        "номер П-2026-000007, есть что-нибудь?",
        "моё письмо вообще кто-нибудь прочитал?",
        "почему молчите",
        "есть ли результат по претензии",
        "никто не перезвонил по моей заявке",
        "no reply for a month",
        "where is my answer?",
    ],
)
def test_whoever_waits_is_heard(said: str) -> None:
    assert waits(Reader().read(said))


@pytest.mark.parametrize(
    "said",
    [
        "сколько вы храните мои данные?",
        "куда подавать претензию?",
        "где подать обращение",
        "вы храните мои обращения?",
        "удалите мой номер",
        "срок хранения истёк, удаляйте",
        "я получил от вас рекламу",
        "нет, спасибо",
        "а когда?",
        "не надо, передумал",
        "когда вы удалите мои данные",
        "вопрос по срокам хранения",
        "",
        "жду ответа " * 100,
    ],
)
def test_others_are_not_taken_for_them(said: str) -> None:
    assert not waits(Reader().read(said))
