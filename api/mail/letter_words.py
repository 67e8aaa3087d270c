"""Every sentence that people read in letters: plain text, never markup; `api.mail.layout` gives it its looks."""

from api.mail.english import ENGLISH
from api.mail.wording import LetterWords

RUSSIAN = LetterWords(
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
        "access_given": "По обращению {number} готовы сведения о ваших персональных данных.",
    },
    reason=". Причина:",
    endings={
        "ticket_opened": "Сохраните номер: по нему обращение легко найти.",
        "staff_asked": "Ответьте, пожалуйста, как только сможете.",
        "identity_needed": (
            "Как это сделать, написано там же, где вы обратились. Фото паспорта и других документов присылать не нужно."
        ),
        "data_erased": "Остались номер обращения, даты и решение. Это последнее письмо: ваш адрес тоже удалён.",
        "access_given": "Сами сведения в письме не пересылаются: они ждут вас там же, где вы обратились.",
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
    request="Запрос",
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


def wording_in(language: object) -> LetterWords:
    """Letters in this language; Russian when they are not written in it."""
    return ENGLISH if language == "en" else RUSSIAN
