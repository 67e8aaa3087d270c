"""What each topic of the outbox says, word for word."""

N = "П-2026-000001"
DUE = {"due_on": "2026-12-04", "basis": "10 рабочих дней: ст. 20"}
DATES = "Срок: до 4 декабря 2026 г.\nОснование: 10 рабочих дней: ст. 20"
ENGLISH_DATES = "Due by 4 December 2026\nBasis: 10 рабочих дней: ст. 20"

#: What a topic says in Russian and in English.
PERSON: dict[str, tuple[dict[str, object], str, str]] = {
    "staff_answered": (
        {"text": "Проверили."},
        f"Ответ сотрудника по обращению {N}\n\nПроверили.",
        f"A staff member answers, ticket {N}\n\nПроверили.",
    ),
    "staff_asked": (
        {"text": "Какой номер?"},
        (
            f"Вопрос сотрудника по обращению {N}\n\nКакой номер?\n\n"
            "Ответьте, пожалуйста, прямо здесь, следующим сообщением."
        ),
        f"A staff member asks, ticket {N}\n\nКакой номер?\n\nPlease answer right here in your next message.",
    ),
    "identity_needed": (
        {},
        (
            f"Прежде чем заняться обращением {N}, нужно убедиться, что данные в нём ваши.\n\n"
            "Сотрудник напишет сюда, как это проще сделать. Фото паспорта и других документов присылать не нужно."
        ),
        (
            f"Before ticket {N} is handled, it must be clear that the data in it are yours.\n\n"
            "A staff member will write here how this is done most easily. "
            "Please do not send photos of your passport or other documents."
        ),
    ),
    "ticket_resolved": (
        {"text": "Данные удалены."},
        f"По обращению {N} принято решение\n\nДанные удалены.\n\nЕсли что-то осталось, обращение можно открыть снова.",
        f"Ticket {N} is decided\n\nДанные удалены.\n\nIf anything remains, it can be opened again.",
    ),
    "ticket_refused": (
        {"text": "Нужны для договора.", "norm": "ст. 6 ч. 1 п. 5"},
        (
            f"По обращению {N} отказано\n\nПричина: Нужны для договора.\n\nОснование: ст. 6 ч. 1 п. 5\n\n"
            "Если вы не согласны, обращение можно открыть снова. "
            "Действия оператора можно обжаловать в Роскомнадзор или в суд (ст. 17 Федерального закона № 152-ФЗ)."
        ),
        (
            f"Ticket {N} is refused\n\nReason: Нужны для договора.\n\nBasis: ст. 6 ч. 1 п. 5\n\n"
            "If you disagree, it can be opened again. "
            "The operator's actions may be appealed to Roskomnadzor or to a court (Federal Law No. 152-FZ, Art. 17)."
        ),
    ),
    "ticket_closed": (
        {},
        f"Обращение {N} закрыто. Если вопрос остался — напишите, я помогу или снова позову сотрудника.",
        f"Ticket {N} is closed. If anything remains, write to me, and I will help or call staff again.",
    ),
    "ticket_reopened": (
        DUE,
        f"Обращение {N} снова открыто и ждёт сотрудника.\n\n{DATES}",
        f"Ticket {N} is open again and waits for staff.\n\n{ENGLISH_DATES}",
    ),
    "ticket_retracted": (
        {},
        f"Обращение {N} отозвано, работа над ним прекращена. Если передумаете, его можно открыть снова.",
        (
            f"Ticket {N} is taken back, nothing more will be done about it. "
            "If you change your mind, it can be opened again."
        ),
    ),
    "ticket_duplicate": (
        {"into": "П-2026-000002"},
        f"Обращение {N} повторяет обращение П-2026-000002. Ответ на оба придёт под номером П-2026-000002.",
        f"Ticket {N} repeats ticket П-2026-000002. Both will be answered under П-2026-000002.",
    ),
    "ticket_merged": (
        {"into": "П-2026-000002"},
        f"Обращение {N} объединено с обращением П-2026-000002. Дальше оба идут под номером П-2026-000002.",
        f"Ticket {N} is joined with ticket П-2026-000002. Both go on under П-2026-000002.",
    ),
    "request_confirmed": (
        {"requests": ["withdraw", "stop"], **DUE},
        (f"Сотрудник уточнил, о чём обращение {N}.\n\nЗапрос: отозвать согласие, прекратить обработку\n{DATES}"),
        (
            f"A staff member has put on record what ticket {N} asks for.\n\n"
            f"Asked for: withdraw my consent, stop processing\n{ENGLISH_DATES}"
        ),
    ),
    "term_extended": (
        {"text": "Ищем в архиве.", **DUE},
        f"Срок по обращению {N} продлён\n\nПричина: Ищем в архиве.\n\n{DATES}",
        f"Ticket {N} has a later date\n\nReason: Ищем в архиве.\n\n{ENGLISH_DATES}",
    ),
    "consent_withdrawn": (
        DUE,
        f"Согласие по обращению {N} отозвано. Данные, которые вы в нём указали, будут уничтожены.\n\n{DATES}",
        f"Your consent for ticket {N} is withdrawn. The data you gave in it will be destroyed.\n\n{ENGLISH_DATES}",
    ),
    "data_erased": (
        {"on": "2026-12-04"},
        f"4 декабря 2026 г. ваши данные по обращению {N} уничтожены.",
        f"Your data of ticket {N} were destroyed on 4 December 2026.",
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
