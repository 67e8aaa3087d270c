"""Every sentence that people read in Telegram: plain text, never markup; `bot.layout` gives it its looks."""

from bot.english import ENGLISH
from bot.wording import Phrases
from tickets.ticket import Request, Status, TicketKind

RUSSIAN = Phrases(
    months=(
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    date_format="{day} {month} {year} г.",
    hello=(
        "Здравствуйте, {name}! Я отвечаю на вопросы о персональных данных словами Политики конфиденциальности "
        "{operator}. Спросите своими словами, например: «Сколько вы храните мои данные?»"
    ),
    help=(
        "Просто напишите вопрос — я покажу пункт Политики слово в слово.\n\n"
        "/policy — о чём эта Политика и где её прочитать\n"
        "/claim — подать претензию\n"
        "/delete — удалить данные, отозвать согласие, отказаться от рекламы\n"
        "/human — позвать сотрудника\n"
        "/status — мои обращения и сроки\n"
        "/cancel — прервать начатое обращение"
    ),
    smalltalk=(
        "Всегда на связи! Могу показать, что Политика говорит о ваших данных, принять претензию или запрос "
        "и позвать сотрудника. Что вас интересует?"
    ),
    policy="{title}, {operator}, редакция {edition}.",
    effective="Действует с {day}",
    write_to="Вопросы и предложения: {contact}.",
    answer="Вот что об этом сказано в Политике:",
    clause="Пункт {number}",
    of_section="раздел «{heading}»",
    section="Раздел {number}",
    preamble="Преамбула",
    edition="редакция {edition}",
    open_policy="Открыть Политику",
    no_advice="Это справка по тексту Политики, а не юридическая консультация.",
    suggestions="Не до конца понимаю, о чём вопрос. Возможно, вам подойдёт один из этих пунктов:",
    no_answer=(
        "Политика об этом ничего не говорит, а придумывать ответ я не буду. "
        "Напишите на {contact} или позовите сотрудника — он подскажет."
    ),
    near="Ближе всего к вашему вопросу:",
    offers={
        TicketKind.CLAIM: "Похоже, это претензия. Зарегистрировать её?",
        TicketKind.DELETION: "Похоже, это запрос о ваших персональных данных. Зарегистрировать его?",
        TicketKind.HUMAN: "Позвать сотрудника? Он ответит вам прямо здесь.",
    },
    only_text="Я понимаю только текст. Напишите, пожалуйста, вопрос словами.",
    only_text_to_staff="Пока я могу передать сотруднику только текст. Напишите, пожалуйста, словами.",
    too_long="Это сообщение слишком длинное. Напишите, пожалуйста, короче — самое главное.",
    apology=(
        "Простите, с вашим последним сообщением что-то пошло не так. Оно сохранено, сотрудник его посмотрит. "
        "Можно продолжать: следующие сообщения я прочитаю."
    ),
    ask_text={
        TicketKind.CLAIM: (
            "Опишите одним сообщением, что случилось и чего вы хотите. Ваши слова войдут в претензию без изменений."
        ),
        TicketKind.DELETION: "Напишите одним сообщением, о каких данных речь и что с ними сделать.",
        TicketKind.HUMAN: "Напишите одним сообщением, чем помочь.",
    },
    ask_request="Что нужно сделать с вашими данными? От выбора зависит срок ответа.",
    ask_contact=(
        "Куда прислать ответ? Напишите e-mail или телефон одним сообщением — либо выберите ответ в этом чате. "
        "Фото паспорта и других документов присылать не нужно."
    ),
    no_contact="Не вижу здесь ни e-mail, ни телефона. Например: anna@example.ru или +7 900 000-00-00.",
    press_button="Выберите, пожалуйста, одну из кнопок.",
    consent_edition="Политика конфиденциальности, редакция {edition}",
    refused=(
        "Хорошо. Без согласия зарегистрировать обращение нельзя, указанные контакты я не сохранил. "
        "Вы можете написать на {contact} или вернуться к обращению позже."
    ),
    cancelled="Обращение отменено, ничего не отправлено. Если появится вопрос — пишите.",
    nothing_to_cancel="Сейчас отменять нечего. Спросите о чём-нибудь или посмотрите /help.",
    accepted={
        TicketKind.CLAIM: "Претензия зарегистрирована.",
        TicketKind.DELETION: "Запрос зарегистрирован: {request}.",
        TicketKind.HUMAN: "Передал сотруднику, он ответит здесь.",
    },
    number="Номер: {number}",
    received="Получено: {day}",
    due="Срок ответа: до {day}",
    basis="Основание: {basis}",
    follow="Следить за обращением: /status",
    already="По этому сообщению обращение уже зарегистрировано: {number}. Подробности: /status",
    called_already="Сотрудник уже позван, обращение {number}. Он ответит здесь.",
    no_tickets="У вас пока нет обращений. Подать претензию: /claim, запрос о данных: /delete.",
    more_tickets="И более ранние обращения: {count}.",
    kinds={
        TicketKind.CLAIM: "претензия",
        TicketKind.DELETION: "запрос о данных",
        TicketKind.HUMAN: "вопрос сотруднику",
    },
    requests={
        Request.ERASE: "удалить мои данные",
        Request.WITHDRAW: "отозвать согласие на обработку",
        Request.STOP: "прекратить обработку",
        Request.MARKETING: "не присылать рекламу",
        Request.ACCESS: "узнать, какие данные обо мне есть",
        Request.CORRECT: "исправить мои данные",
    },
    statuses={
        Status.NEW: "ждёт сотрудника",
        Status.TAKEN: "в работе",
        Status.CLOSED: "закрыто",
    },
    staff_answered="Ответ сотрудника по обращению {number}",
    closed="Обращение {number} закрыто. Если вопрос остался — напишите, я помогу или снова позову сотрудника.",
    thanks="Спасибо! Хорошо, что помогло.",
    sorry="Жаль, что не подошло. Спросите иначе или позовите сотрудника.",
    sorry_near="Жаль, что не подошло. Посмотрите эти пункты, спросите иначе или позовите сотрудника:",
    stale_button="Эта кнопка уже не действует.",
    button_helped="Помогло",
    button_wrong="Не то",
    button_human="Позвать сотрудника",
    button_clause="Пункт {number}",
    button_offers={
        TicketKind.CLAIM: "Да, подать претензию",
        TicketKind.DELETION: "Да, оформить запрос",
        TicketKind.HUMAN: "Да, позвать сотрудника",
    },
    button_question="Нет, это вопрос",
    button_here="Ответить мне здесь",
    button_cancel="Отмена",
    button_agree="Согласен",
    button_disagree="Не согласен",
)

#: The menu of the bot: command and what it does.
COMMANDS = {
    "start": "Начать",
    "help": "Что я умею",
    "policy": "О Политике",
    "claim": "Подать претензию",
    "delete": "Запрос о моих данных",
    "human": "Позвать сотрудника",
    "status": "Мои обращения",
    "cancel": "Прервать обращение",
}

CANCEL_WORDS = frozenset({"отмена", "отменить", "cancel"})

#: What the staff chat is told, by topic of the outbox: number and kind, never a word of the person.
STAFF = {
    "ticket_opened": "Новое обращение {number}: {kind}.",
    "ticket_returned": "Обращение {number} снова в очереди: {kind}.",
    "user_wrote": "Новое сообщение по обращению {number}.",
    "update_failed": "Сообщение из Telegram не удалось обработать. Оно сохранено: запись {row} во входящих.",
}


def phrases(language: str) -> Phrases:
    """The bot in this language; Russian when it does not speak it."""
    return ENGLISH if language == "en" else RUSSIAN
