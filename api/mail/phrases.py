"""Every sentence that people read in letters: plain text, never markup; `api.mail.layout` gives it its looks."""

from api.mail.english import ENGLISH
from api.mail.wording import Phrases
from tickets.ticket import Request, TicketKind

RUSSIAN = Phrases(
    language="ru",
    months=(
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    date_format="{day} {month} {year} г.",
    hello="Здравствуйте!",
    subject="Обращение {number}",
    headings={
        "ticket_opened": "Обращение {number} зарегистрировано.",
        "staff_answered": "Ответ сотрудника по обращению {number}:",
        "staff_asked": "Чтобы продолжить работу над обращением {number}, сотруднику нужно кое-что уточнить:",
        "identity_needed": (
            "Обращение {number} касается персональных данных. Прежде чем заняться им, нужно убедиться, что данные ваши."
        ),
        "request_confirmed": "Сотрудник уточнил, о чём обращение {number}.",
        "term_extended": "Срок ответа по обращению {number} продлён. Причина:",
        "ticket_resolved": "По обращению {number} принято решение. Что сделано:",
        "ticket_refused": "По обращению {number} принято решение отказать. Причина:",
        "ticket_closed": "Обращение {number} закрыто.",
        "ticket_reopened": "Обращение {number} снова в работе.",
        "ticket_merged": "Обращение {number} объединено с обращением {into}. Дальше мы ведём их под номером {into}.",
        "ticket_duplicate": "Обращение {number} повторяет обращение {into}. Ответ придёт по обращению {into}.",
        "ticket_retracted": "Обращение {number} отозвано по вашей просьбе. Больше мы им не занимаемся.",
        "data_erased": "Ваши персональные данные по обращению {number} уничтожены.",
        "consent_withdrawn": "Отзыв согласия по обращению {number} принят.",
    },
    endings={
        "ticket_opened": "Сохраните номер: по нему обращение легко найти.",
        "staff_asked": "Ответьте, пожалуйста, как только сможете.",
        "identity_needed": (
            "Как это сделать, написано там же, где вы обратились. Фото паспорта и других документов присылать не нужно."
        ),
        "data_erased": "Остались номер обращения, даты и решение. Это последнее письмо: ваш адрес тоже удалён.",
        "ticket_resolved": "Если вопрос остался, обращение можно возобновить.",
        "ticket_refused": (
            "Если вы не согласны, обращение можно возобновить. "
            "Действия оператора можно обжаловать в Роскомнадзор или в суд (ст. 17 Федерального закона № 152-ФЗ)."
        ),
        "ticket_closed": "Если вопрос остался, обращение можно возобновить.",
    },
    code_subject="Подтверждение адреса почты",
    code_asked=(
        "В службе помощи «{name}»{site} указали этот адрес почты. Чтобы подтвердить, что он ваш, введите там код:"
    ),
    code_site=" ({site})",
    code_minutes="Код действует {minutes} мин.",
    code_not_you="Если это были не вы, ничего не делайте: без кода адрес не подтвердится.",
    code_tell_nobody="Никому не сообщайте код: сотрудники не спрашивают его ни по телефону, ни в переписке.",
    kind="Вид",
    kinds={
        TicketKind.CLAIM: "претензия",
        TicketKind.DELETION: "запрос о персональных данных",
        TicketKind.HUMAN: "вопрос сотруднику",
    },
    request="Запрос",
    requests={
        Request.ERASE: "удаление данных",
        Request.WITHDRAW: "отзыв согласия на обработку",
        Request.STOP: "прекращение обработки",
        Request.MARKETING: "отказ от рекламы",
        Request.ACCESS: "сведения о данных",
        Request.CORRECT: "исправление данных",
    },
    received="Получено",
    due="Срок",
    due_by="до {day}",
    basis="Основание",
    norm="Основание отказа",
    open_ticket="Посмотреть обращение и ответить",
    automatic="Письмо отправлено автоматически, ответы на него никто не читает.",
    answer_by_link="Ответить можно по ссылке выше.",
    answer_on_site="Ответить можно там же, где вы обратились: в чате или на сайте {site}.",
    answer_in_chat="Ответить можно там же, где вы обратились: в чате.",
)


def phrases(language: object) -> Phrases:
    """Letters in this language; Russian when they are not written in it."""
    return ENGLISH if language == "en" else RUSSIAN
