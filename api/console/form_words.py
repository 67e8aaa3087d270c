"""What staff read in the forms of a ticket's steps beside their names, and the keys that open them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """What the button of a form says, where that is not the act itself, and what to know before pressing it."""

    button: str = ""
    hint: str = ""


FORMS = {
    "take": Wording(),
    "return": Wording(),
    "close": Wording(),
    "answer": Wording("Отправить ответ"),
    "ask": Wording("Отправить вопрос", "Сроки при этом идут."),
    "vouch": Wording(
        "Личность проверена",
        "Запишите только способ проверки. Копий документов не просите, номера из текста уберутся сами.",
    ),
    "confirm": Wording("Подтвердить", "На каждое отмеченное идёт свой срок со дня получения. Человек узнает об этом."),
    "extend": Wording("Продлить и уведомить", "Один раз и до окончания срока. Причина уйдёт человеку в уведомлении."),
    "meet": Wording("Отметить", "Остальные сроки идут дальше."),
    "block": Wording(
        "Заблокировать", "До итога проверки данные не используются: ни выгрузок, ни статистики, ни рассылок."
    ),
    "unblock": Wording(),
    "resolve": Wording(hint="Все сроки остановятся, человек прочитает, что сделано."),
    "refuse": Wording(
        hint="Отказать можно только по норме закона (ч. 2 ст. 20 № 152-ФЗ). Человек прочитает и причину, и норму."
    ),
    "note": Wording("Записать", "Только для сотрудников: человек её не увидит."),
    "reopen": Wording(hint="Обращение вернётся в очередь, сроки начнутся заново."),
    "assign": Wording("Передать"),
    "duplicate": Wording("Это повтор", "Отвечать будем по первому обращению; человек узнает его номер."),
    "merge": Wording("Объединить", "Слова и сроки этого обращения перейдут в другое; человек узнает его номер."),
}
#: Fields by form and name.
FIELDS = {
    ("answer", "text"): "Ответ человеку",
    ("ask", "text"): "Вопрос человеку",
    ("vouch", "how"): "Как вы убедились, кто это",
    ("confirm", "asked"): "Чего просит человек",
    ("extend", "period"): "Какой срок",
    ("extend", "reason"): "Почему нужно больше времени",
    ("meet", "period"): "Что выполнено",
    ("meet", "done"): "Что сделано",
    ("block", "reason"): "Почему",
    ("unblock", "outcome"): "Что показала проверка",
    ("resolve", "text"): "Что сделано",
    ("resolve", "kept"): "Почему данные остаются",
    ("refuse", "reason"): "Причина",
    ("refuse", "norm"): "Норма закона",
    ("note", "text"): "Пометка",
    ("canned", "title"): "Название",
    ("canned", "text"): "Текст",
    ("reopen", "reason"): "Почему",
    ("assign", "assignee"): "Кому",
    ("duplicate", "into"): "Первое обращение",
    ("merge", "into"): "В какое",
}
ASKED_GROUP = "Требования о данных"
FOUND_GROUP = "Что обнаружили или получили мы сами"
#: Norms that refusals often rest on, with what each is about.
NORMS = {
    "ч. 8 ст. 14 Федерального закона № 152-ФЗ": "доступ к данным ограничен законом",
    "ч. 6 ст. 14 Федерального закона № 152-ФЗ": "повторный запрос раньше срока",
    "ч. 3 ст. 14 Федерального закона № 152-ФЗ": "в запросе нет сведений, которых требует закон",
    "ч. 2 ст. 9, п. 2–11 ч. 1 ст. 6 Федерального закона № 152-ФЗ": "согласие отозвано, но есть другое основание",
    "ч. 5.1 ст. 21, п. 2–11 ч. 1 ст. 6 Федерального закона № 152-ФЗ": "для обработки есть другое основание",
}
#: Keys that open the form of a step.
KEYS = {"extend": "e", "resolve": "d", "refuse": "x", "assign": "a", "confirm": "f"}
