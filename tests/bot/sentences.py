"""What each topic of the outbox says, word for word."""

N = "П-2026-000001"
DUE = {"due_on": "2026-12-04", "basis": "10 рабочих дней: ст. 20"}
DATES = "Срок: до 4 декабря 2026 г.\nОснование: 10 рабочих дней: ст. 20"
ENGLISH_DATES = "Due by 4 December 2026\nBasis: 10 рабочих дней: ст. 20"

#: At the end of what can be opened again.
AGAIN = (
    "Если вопрос остался, обращение можно открыть снова.",
    "If anything remains, the request can be opened again.",
)

#: What a topic says in Russian and in English.
PERSON: dict[str, tuple[dict[str, object], str, str]] = {
    "staff_answered": (
        {"text": "Проверили."},
        f"Ответ сотрудника по обращению {N}\n\nПроверили.",
        f"Answer to request {N}\n\nПроверили.",
    ),
    "staff_asked": (
        {"text": "Какой номер?"},
        (
            f"Вопрос сотрудника по обращению {N}\n\nКакой номер?\n\n"
            "Ответьте, пожалуйста, прямо здесь, следующим сообщением."
        ),
        f"A question about request {N}\n\nКакой номер?\n\nPlease answer right here in your next message.",
    ),
    "identity_needed": (
        {},
        (
            f"Прежде чем заняться обращением {N}, нужно убедиться, что просите именно вы.\n\n"
            "Сотрудник напишет сюда, как это проще сделать. Фото паспорта и других документов присылать не нужно."
        ),
        (
            f"Before request {N} is handled, it must be clear that it is you who is asking.\n\n"
            "A person will write here how this is done most easily. "
            "Please do not send photos of your passport or other documents."
        ),
    ),
    "ticket_resolved": (
        {"text": "Данные удалены."},
        f"По обращению {N} принято решение\n\nДанные удалены.\n\n{AGAIN[0]}",
        f"Request {N} is resolved\n\nДанные удалены.\n\n{AGAIN[1]}",
    ),
    "ticket_refused": (
        {"text": "Нужны для договора.", "norm": "ст. 6 ч. 1 п. 5"},
        (
            f"По обращению {N} отказано\n\nПричина: Нужны для договора.\n\nОснование: ст. 6 ч. 1 п. 5\n\n"
            "Если вы не согласны, обращение можно открыть снова. "
            "Действия оператора можно обжаловать в Роскомнадзор или в суд (ст. 17 Федерального закона № 152-ФЗ)."
        ),
        (
            f"Request {N} is refused\n\nReason: Нужны для договора.\n\nBasis: ст. 6 ч. 1 п. 5\n\n"
            "If you do not agree, the request can be opened again. "
            "The operator's actions may be appealed to Roskomnadzor or to a court (Federal Law No. 152-FZ, Art. 17)."
        ),
    ),
    "ticket_closed": (
        {},
        f"Обращение {N} закрыто.\n\n{AGAIN[0]}",
        f"Request {N} is closed.\n\n{AGAIN[1]}",
    ),
    "ticket_reopened": (
        DUE,
        f"Обращение {N} снова открыто и ждёт сотрудника.\n\n{DATES}",
        f"Request {N} is open again and waits for a person.\n\n{ENGLISH_DATES}",
    ),
    "ticket_retracted": (
        {},
        f"Обращение {N} отозвано, работа над ним прекращена.\n\nЕсли передумаете, его можно открыть снова.",
        (f"Request {N} is taken back, and work on it has stopped.\n\nIf you change your mind, it can be opened again."),
    ),
    "ticket_duplicate": (
        {"into": "П-2026-000002"},
        f"Обращение {N} повторяет обращение П-2026-000002. Ответ придёт под номером П-2026-000002.",
        f"Request {N} repeats request П-2026-000002. The answer will come under П-2026-000002.",
    ),
    "ticket_merged": (
        {"into": "П-2026-000002"},
        f"Обращение {N} объединено с обращением П-2026-000002. Дальше — под номером П-2026-000002.",
        f"Request {N} is joined with request П-2026-000002 and goes on under П-2026-000002.",
    ),
    "request_confirmed": (
        {"requests": ["withdraw", "stop"], **DUE},
        f"Сотрудник уточнил, о чём обращение {N}.\n\nЗапрос: отозвать согласие, прекратить обработку\n{DATES}",
        (
            f"We have made clear what request {N} is about.\n\n"
            f"Asked for: withdraw my consent, stop processing\n{ENGLISH_DATES}"
        ),
    ),
    "term_extended": (
        {"text": "Ищем в архиве.", **DUE},
        f"Срок по обращению {N} продлён\n\nПричина: Ищем в архиве.\n\n{DATES}",
        f"The date of request {N} was moved\n\nReason: Ищем в архиве.\n\n{ENGLISH_DATES}",
    ),
    "consent_withdrawn": (
        DUE,
        f"Согласие по обращению {N} отозвано. Данные, указанные в нём, будут уничтожены.\n\n{DATES}",
        f"The consent of request {N} is withdrawn. The data given in it will be destroyed.\n\n{ENGLISH_DATES}",
    ),
    "data_erased": (
        {"on": "2026-12-04"},
        f"Ваши данные по обращению {N} уничтожены.\n\nДата уничтожения: 4 декабря 2026 г.",
        f"Your data of request {N} has been destroyed.\n\nDestroyed on 4 December 2026",
    ),
}

#: What the staff chat is told.
NEAR = {"period": "erase", "due_on": "2026-12-04", "assignee": "olga@example.org"}
ERASE = "Уничтожить незаконные или ненужные данные"
TOLD_TO_STAFF: list[tuple[str, dict[str, object], str]] = [
    ("ticket_opened", {}, f"Новое обращение {N}: запрос о данных."),
    ("ticket_returned", {}, f"Обращение {N} снова в очереди: запрос о данных."),
    (
        "ticket_assigned",
        {"assignee": "olga@example.org"},
        f"Обращение {N} (запрос о данных) передано: olga@example.org.",
    ),
    (
        "ticket_lapsed",
        {"assignee": "olga@example.org"},
        f"Обращение {N} (запрос о данных) вернулось в очередь: olga@example.org им сейчас не занимается.",
    ),
    ("ticket_reopened", {}, f"Обращение {N} открыто снова: запрос о данных."),
    ("ticket_retracted", {}, f"Обращение {N} (запрос о данных) отозвано заявителем."),
    ("user_wrote", {}, f"Новое сообщение по обращению {N}."),
    (
        "user_left",
        {},
        f"Обращение {N} (запрос о данных): человек заблокировал бота, в Telegram ему сейчас не написать.",
    ),
    ("user_returned", {}, f"Обращение {N} (запрос о данных): человек снова открыл бота, ему можно писать."),
    ("user_added", {"version": 3}, f"Обращение {N} (запрос о данных) дополнено, теперь это версия 3."),
    ("consent_withdrawn", {}, f"По обращению {N} (запрос о данных) отозвано согласие на обработку данных."),
    *(
        (
            "date_near",
            {"mark": mark, **NEAR},
            f"Обращение {N} (запрос о данных): {words}\n{ERASE}: до 4 декабря 2026 г.\nВедёт: olga@example.org",
        )
        for mark, words in (
            ("half", "прошла половина срока"),
            ("two_days", "осталось два рабочих дня"),
            ("day", "остались сутки"),
            ("overdue", "срок прошёл"),
        )
    ),
    (
        "date_near",
        {"mark": "day", **NEAR, "assignee": None},
        f"Обращение {N} (запрос о данных): остались сутки\n{ERASE}: до 4 декабря 2026 г.\nВедёт: пока никто",
    ),
    (
        "reply_dropped",
        {"ticket": N, "assignee": "anna@example.org"},
        f"Ответ на обращение {N} (anna@example.org) не отправлен: данные человека удалены.",
    ),
    (
        "extension_void",
        {"due_on": "2026-12-04"},
        (
            f"Продление срока по обращению {N} (запрос о данных) не действует: уведомление не дошло вовремя.\n"
            "Срок прежний: до 4 декабря 2026 г."
        ),
    ),
    ("act_failed", {}, "Одно из действий в этой группе не удалось, ничего не изменилось. Повторите его, пожалуйста."),
    ("update_failed", {"row": 7}, "Сообщение из Telegram не удалось обработать. Оно сохранено: запись 7 во входящих."),
]
