"""What staff read in the forms of a ticket's steps beside the names of these, and the keys that open them."""

from tickets.acts import act_words

#: What a button says, where that is not the act itself.
BUTTONS = {
    "take": "Взять",
    "answer": "Отправить ответ",
    "ask": "Отправить вопрос",
    "vouch": "Личность проверена",
    "confirm": "Подтвердить",
    "extend": "Продлить и уведомить",
    "meet": "Отметить",
    "block": "Заблокировать",
    "note": "Записать",
    "mute": "Не показывать",
    "unmute": "Показывать",
    "assign": "Передать",
    "duplicate": "Это повтор",
    "merge": "Объединить",
}
HINTS = act_words.HINTS
#: Fields by form and name.
FIELDS = {**act_words.FIELDS, ("canned", "title"): "Название", ("canned", "text"): "Текст"}
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
#: What may be written into a line: values and what each is about, by form and field.
SUGGESTIONS = {("refuse", "norm"): NORMS}
#: Keys that open the form of a step.
KEYS = {"extend": "e", "resolve": "d", "refuse": "x", "assign": "a", "confirm": "f", "return": "b", "close": "c"}
