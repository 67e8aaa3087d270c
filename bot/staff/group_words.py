"""What staff read in their group: plain text, never markup; `bot.sending.layout` gives it its looks."""

from tickets.record.labels import ACTS, STEPS, capital
from tickets.record.ticket import Status

MARKS = {
    Status.NEW: "🆕",
    Status.CHECKING: "🔎",
    Status.TAKEN: "🛠",
    Status.WAITING: "⏳",
    Status.RESOLVED: "✅",
    Status.REFUSED: "⛔",
    Status.CLOSED: "🔒",
    Status.DUPLICATE: "🔗",
    Status.MERGED: "🔗",
}

TOPIC = "{mark} {number} · {kind}"

# The card.
HEAD = "{number} · {what}"
STATUS = "Состояние: {status}"
HELD_BY = "Ведёт: {assignee}"
NOBODY = "Ведёт: пока никто"
UNCLEAR = "Подтвердите в консоли, чего просит человек: до этого обращение не решить, а данные не удалить."
DUE = "{what}: до {day} ({basis})"
EXTENDED = "{what}: до {day}, продлено с {before} ({basis})"
MET = "{what}: выполнено"
COMPLAINED = "Срок прошёл, и человек пожаловался, что ответа нет."
FROM = "Откуда: {channel}"
CONTACT = "Контакты: {contact}"
NO_CONTACT = "Контакты: только эта переписка"
PROVEN = "Личность: {how}"
UNPROVEN = "Личность: не подтверждена"
UNPROVEN_NEEDED = "Личность: не подтверждена, а без этого данные ни показать, ни изменить"
BLOCKED = "Данные заблокированы до итога проверки: ни выгрузок, ни статистики, ни рассылок."
NORM = "Основание отказа: {norm}"
CLAUSES = "Пункты документа: {given}"
ERASED = "Данные человека удалены: остались номер, даты и решение."
HISTORY = "Контакты и история — в консоли"
HOW_TO_ANSWER = (
    "Человеку уходят только ответы на его сообщения (или на эту карточку) и /reply. Остальное видят только сотрудники."
)
HOW_TO_ANSWER_ELSEWHERE = "Слова людей в эту группу не передаются: отвечайте из консоли."

#: Under the card, by step; short, as three stand side by side.
BUTTONS = {
    "take": "Взять",
    "return": "Вернуть",
    "ask": "Спросить",
    "extend": "Продлить",
    "mute": "Не показывать пункты сразу",
    "unmute": "Показывать пункты сразу",
    **{step: capital(ACTS[step]) for step in ("resolve", "refuse", "close", "reopen")},
}
BUTTON_SEND = "Отправить"
BUTTON_DROP = "Не отправлять"
BUTTON_MINE = "Мои обращения"
BUTTON_CLAUSE = "Отправить {clause}"

# What the topic hears of.
WORDS = "Слова обратившегося:"
MADE_AGAIN = "Эту тему удалили, поэтому она создана заново. Прежняя переписка — в консоли."
MISSED = "Сказано, пока темы были недоступны:"
CHANGED = "Изменено:"
ADDED = "Дополнено, версия {version}:"
NOT_COPIED = "Человек прислал вложение, но Telegram не дал его переслать. Посмотрите в консоли."
HINT = "Возможно, поможет: {numbers}"
SAID_ELSEWHERE = "{actor}, {said} из консоли:"
WITH_FILES = "С файлами: {names}"
SAID_HERE = "{actor}, {said} человеку:"
SAID = {
    "staff_answered": "ответ",
    "staff_asked": "вопрос",
    "ticket_resolved": "решение",
    "ticket_refused": "отказ",
}
#: Steps that nobody else tells of.
STEPS_TOLD = frozenset(
    {
        *("complain", "take", "close", "confirm", "prove", "vouch", "extend", "meet"),
        *("block", "unblock", "duplicate", "merge", "export", "mute", "unmute"),
    }
)
NOTICE_SENT = "Уведомление человеку отправлено."

LOST = "⚠️ Не доставлено: {reason}."
LOST_FLAT = "⚠️ Обращение {number}: ответ человеку не доставлен: {reason}."
FLAT_NOW = (
    "Управлять темами в этой группе бот больше не может, поэтому обращения идут общей лентой: номер и вид, без слов. "
    "Верните боту право «Управление темами» (и включите темы): в темах появится и то, что сказано за это время."
)
NOT_DELETED = (
    "Данные человека по обращению {number} удалены, но удалить его тему боту не хватает прав: удалите её вручную."
)

# The board and the digest.
BOARD = "Обращения"
WAITING = "Ждут сотрудника: {count}"
IN_WORK = "В работе: {count}"
SOON = "Скоро срок: {count}"
OVERDUE = "Просрочено: {count}"
QUEUE = "Очередь в консоли"
DIGEST = "Сроки на {day}"
DIGEST_LATE = "Просрочено"
DIGEST_TODAY = "Сегодня последний день"
DIGEST_SOON = "Ближайшие дни"
DIGEST_NOTHING = "Срочного нет."
DIGEST_LINE = "{number} · {kind} · до {day} · {assignee}"
MINE = "{actor}, за вами обращений: {count}"
MINE_LINE = "{number} · {kind} · {status}"
FREE = "никто не взял"

# Who may act.
NOT_LINKED = (
    "Я ещё не знаю, кто вы, поэтому ничего не сделал. Попросите администратора выполнить «punkt staff link ВАША_ПОЧТА» "
    "и пришлите мне полученный код: /link КОД"
)
NOT_LINKED_SHORT = "Сначала привяжите Telegram: punkt staff link ПОЧТА, затем мне: /link КОД"
NOT_A_MEMBER = "Это могут только участники группы сотрудников."
NOT_A_MEMBER_YET = "Сначала вступите в группу сотрудников, потом пришлите код ещё раз."
ANONYMOUS = "Вы пишете от имени группы, и неизвестно, кто вы. Выключите анонимность в правах администратора."
LINKED = "Готово: теперь вы — {email}."
LINK_HOW = "Пришлите код, который выдаёт команда «punkt staff link ПОЧТА»: /link КОД"
WRONG_CODE = "Такого кода нет, или он устарел. Попросите новый: punkt staff link ПОЧТА"

# Talking to the person.
MEDIA = {
    "photo": "фото",
    "document": "файл",
    "voice": "голосовое сообщение",
    "audio": "аудио",
    "video": "видео",
    "video_note": "видеосообщение",
    "animation": "анимация",
    "sticker": "стикер",
    "location": "место на карте",
}
MEDIA_TEXT = "({media} — в переписке Telegram)"
ONLY_TEXT_THERE = "На сайт уходит только текст: {media} человек не увидит."
ONLY_TEXT_NOTHING = "На сайт уходит только текст, а здесь его нет: {media} не отправить. Напишите словами."
NOT_RELAYED = "Такое человеку не переслать. Напишите словами или пришлите файл."
WORDS_OFF = "Слова в этой группе отключены настройкой. Ответьте из консоли: {link}"
DROPPED = "Не отправлено."
NOT_YOURS = "Это спросили у {actor}."
NO_CLAUSE = "Такого пункта нет. Например: /c 5.2"
WHICH_CLAUSE = "Пунктов с номером {number} несколько. Какой отправить? Можно и так: /c {example}"
EMPTY = "Здесь нет слов."

# Questions before a step.
ASK_QUESTION = "Что спросить у человека? Ответьте на это сообщение."
ASK_RESOLUTION = "Что сделано? Ответьте на это сообщение: ваши слова уйдут человеку как решение."
ASK_REASON = "Почему отказ? Ответьте на это сообщение: человек прочитает причину."
ASK_NORM = "На какой норме закона основан отказ? Ответьте на это сообщение."
ASK_EXTENSION = "{what}: почему нужно больше времени? Ответьте на это сообщение: причина уйдёт человеку в уведомлении."
ASK_REOPENING = "Почему открыть снова? Ответьте на это сообщение."
WHICH_TERM = "Какой срок продлить? Напишите /extend, номер срока и причину:\n{terms}"
NO_TERM = "Продлить нечего: ни один из идущих сроков не продлевается, или всё уже продлено."

# Why not; what stands against an act is told by `refusals`.
STALE = "Эта кнопка уже не действует."
ONLY_IN_TOPIC = "Эта команда работает в теме обращения."
DONE = {
    **{
        step: f"{capital(STEPS[step].staff)}."
        for step in ("take", "return", "resolve", "refuse", "extend", "close", "reopen", "mute", "unmute")
    },
    "assign": "Передано: {assignee}.",
    "ask": "Вопрос отправлен.",
    "note": "Записано, человек этого не увидит.",
}
#: What is typed after each command, and what it does.
_COMMANDS = {
    "take": ("", ACTS["take"]),
    "return": ("", ACTS["return"]),
    "assign": ("почта", ACTS["assign"]),
    "reply": ("текст", "написать человеку"),
    "ask": ("текст", ACTS["ask"]),
    "c": ("5.2", "отправить пункт слово в слово"),
    "resolve": ("текст", ACTS["resolve"]),
    "refuse": ("причина | норма", ACTS["refuse"]),
    "extend": ("срок причина", ACTS["extend"]),
    "close": ("", ACTS["close"]),
    "reopen": ("причина", ACTS["reopen"]),
    "vouch": ("как", ACTS["vouch"]),
    "block": ("причина", ACTS["block"]),
    "unblock": ("итог", ACTS["unblock"]),
    "duplicate": ("номер", ACTS["duplicate"]),
    "merge": ("номер", ACTS["merge"]),
    "note": ("текст", ACTS["note"]),
    "mute": ("", ACTS["mute"]),
    "unmute": ("", ACTS["unmute"]),
    "mine": ("", "мои обращения"),
}
#: The menu in the group.
COMMANDS = {name: capital(does) for name, (_, does) in _COMMANDS.items()} | {"help": "Что здесь можно"}
HELP = "\n".join(
    (
        "Ответ на сообщение человека или на карточку уходит человеку. Остальное видят только сотрудники.",
        "",
        *(f"{f'/{name} {typed}'.rstrip()} — {does}" for name, (typed, does) in _COMMANDS.items()),
        "/link код — сказать боту, кто вы",
        "@бот слово — вставить шаблон или пункт; ответом на сообщение человека — отправить",
        "",
        "Знак 👌 на вашем сообщении — доставлено.",
    )
)
