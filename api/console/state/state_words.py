"""What the page «Состояние» says, and how it puts sizes and spans."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from russian.numbers import counted

ROLES = {"run": "всё в одном процессе", "web": "сайт", "bot": "бот", "worker": "фоновая работа"}
NEWS = {
    "redis": "о новом узнаёт через Redis",
    "postgresql": "о новом узнаёт от PostgreSQL",
    "looking": "новое ищет сам раз в секунду-две",
}
LACKS = {
    "contacts": "нет ключа контактов: новые контакты не принимаются",
    "documents": "часть документов не читается: причины в логе и в punkt doctor",
    "news of others": "вести от других не доходят, смотрит сам",
    "turn": "наготове: Telegram опрашивает другой",
}
LOOPS = {
    "outbox": "отправка",
    "replies": "отправка ответов сотрудников",
    "index": "переход на новый индекс",
    "people": "имена людей для поиска",
    "heartbeat": "отметка о себе",
    "telling others": "вести другим процессам",
    "hearing others": "вести от других процессов",
    "inbox": "обработка сообщений",
    "updates": "опрос Telegram",
    "webhook": "вебхук Telegram",
    "turn: telegram polling": "очередь опрашивать Telegram",
    "warning": "предупреждения о сроках",
    "voiding": "продления, о которых не удалось сообщить",
    "returning": "возврат обращений в очередь",
    "closing": "закрытие решённых обращений",
    "finishing": "акты об уничтожении",
    "the queue": "сводка для группы сотрудников",
    "the morning letters": "утренние письма",
    "the audit log": "журнал действий",
    "indexing": "слова прежних обращений для поиска",
    "retention": "сроки хранения",
}
CHANNELS = {
    "email": "Почта",
    "telegram": "Telegram",
    "staff": "Сотрудникам",
    "web": "Сайт",
    "webhook": "Ваша система (вебхук)",
    "push": "Уведомления в браузерах",
    "terminal": "Терминал",
}
TICKETS = ("обращение", "обращения", "обращений")
_UNITS = ("Б", "КБ", "МБ", "ГБ", "ТБ")
_NEXT = 1024


def size(amount: float) -> str:
    """«12,3 ГБ»."""
    unit = 0
    while amount >= _NEXT and unit < len(_UNITS) - 1:
        amount, unit = amount / _NEXT, unit + 1
    shown = f"{amount:.0f}" if unit == 0 or amount >= 100 else f"{amount:.1f}"
    return f"{shown.replace('.', ',')} {_UNITS[unit]}"


def span(length: timedelta) -> str:
    """«меньше минуты», «5 минут», «3 часа», «2 дня»: the largest unit of it."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return "меньше минуты"
    if minutes < 60:
        return counted(minutes, "минута", "минуты", "минут")
    if (hours := minutes // 60) < 24:
        return counted(hours, "час", "часа", "часов")
    return counted(hours // 24, "день", "дня", "дней")


def at(moment: datetime, zone: ZoneInfo) -> str:
    """«01.12.2026, 09:05»."""
    return f"{moment.astimezone(zone):%d.%m.%Y, %H:%M}"
