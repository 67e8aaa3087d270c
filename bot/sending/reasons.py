"""What the log says of a failure; nothing of the error's own text, which may hold the address with the token in it."""

from aiogram.exceptions import (
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from tickets.loops import class_of

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TelegramConflictError, "another process receives this bot's updates"),
    (TelegramUnauthorizedError, "Telegram no longer accepts the token"),
    (TelegramRetryAfter, "Telegram asks to wait"),
    (TelegramServerError, "Telegram has an error of its own"),
    (TelegramNetworkError, "Telegram cannot be reached"),
)


def why(error: Exception) -> str:
    """In words where it is Telegram's, else its class."""
    return next((words for kind, words in _REASONS if isinstance(error, kind)), class_of(error))
