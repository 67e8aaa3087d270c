"""What the page and the terminal say."""

from stand_in import Message

PREPARING = "Готовлю бота: первый запуск строит модель и индекс и занимает минуту-другую."
READY = "Откройте {address} — слева пишет человек, справа отвечают сотрудники. Ctrl+C завершает."
CONSOLE = "Те же обращения в браузере: {address}/console, {email}, пароль {password}"
STOPPED = "Бот остановился. Последнее, что он сказал:\n{log}"
NO_ANSWER = "Бот пока не ответил."
NOT_TAKEN = "Так сделать нельзя: {reason}"


_SERVICE = {
    "forum_topic_created": "Создана тема «{name}»",
    "forum_topic_closed": "Тема закрыта",
    "forum_topic_reopened": "Тема снова открыта",
    "pinned_message": "Закреплено сообщение",
    "left_chat_member": "{first_name} покидает группу",
}


def service(message: Message) -> str:
    """What happened to the chat."""
    [(kind, told), *_] = message.content.items()
    if kind == "forum_topic_edited":
        return f"Тема названа «{told['name']}»" if "name" in told else "У темы новый значок"
    return _SERVICE.get(kind, "В чате что-то изменилось").format_map(told if isinstance(told, dict) else {})
