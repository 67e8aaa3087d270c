"""The socket of the website, and where people find it."""

import errno
import logging
import socket

from desk.settings import Settings
from punkt.failure import NoSuchAddress, PortForbidden, PortTaken
from punkt.role import Role

QUEUE = 2048  #: connections that wait until somebody answers
ALL = {"0.0.0.0", "::"}  # noqa: S104 - to be recognised

log = logging.getLogger(__name__)


def listen(host: str, port: int) -> socket.socket:
    """The socket, taken before anything slow is opened. Raises PortTaken, PortForbidden and NoSuchAddress."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # asyncio sends small answers at once only where the protocol is named; otherwise each waits forty milliseconds.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError:  # a machine without IPv6
        raise NoSuchAddress(host, port) from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(QUEUE)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(host, port) from None
        if error.errno in {errno.EACCES, errno.EPERM}:
            raise PortForbidden(port) from None
        raise NoSuchAddress(host, port) from None
    return listening


def listened(settings: Settings, listening: socket.socket) -> Settings:
    """The settings with the port that was really taken: 0 lets the system choose one."""
    return settings.model_copy(update={"port": listening.getsockname()[1]})


def preparing_line(settings: Settings) -> str:
    """Said when an index has to be built first."""
    return f"Готовлю модель и индекс, как далеко это зашло: {settings.here}{_all(settings)}. Прервать: Ctrl+C."


def ready_line(settings: Settings, role: Role = Role.RUN) -> str:
    """Said when questions are answered."""
    if role is not Role.RUN:
        return f"Сайт отвечает: {settings.here}{_all(settings)}. Остановить: Ctrl+C."
    bot = "Бот включён." if settings.telegram_token else "Бот выключен: нет PUNKT_TELEGRAM_TOKEN."
    outside = f" Для людей: {settings.address}/demo." if settings.public_url else ""
    return f"Готово: {settings.here}/demo{_all(settings)}.{outside} {bot} Остановить: Ctrl+C."


def _all(settings: Settings) -> str:
    return " (слушаю все адреса этой машины)" if settings.host in ALL else ""


def say(settings: Settings, line: str) -> None:
    """To whoever started the process, whatever goes into the log; as a line of it where programs read that."""
    if settings.log == "json":
        log.info("%s", line)
    else:
        print(line, flush=True)
