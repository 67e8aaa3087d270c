"""`punkt run` and `punkt worker`."""

import asyncio
import logging

from punkt.ending import leave
from punkt.start import read_settings

log = logging.getLogger(__name__)


def run() -> None:
    """Запустить всё в одном процессе: сайт, бота (если указан токен) и фоновую работу."""
    settings = read_settings()

    async def serve() -> None:
        from punkt.house import open_house, resume_restore
        from punkt.serving import listen, run_all

        await resume_restore(settings)  # before anybody can connect
        with listen(settings.host, settings.port) as listening:
            log.info("Открываю политику, модель и индекс…")
            async with open_house(settings) as house:
                bot = "бот включён" if settings.telegram_token else "бот выключен: нет PUNKT_TELEGRAM_TOKEN"
                log.info("Готово: http://%s:%s/demo (%s)", settings.host, settings.port, bot)
                await run_all(house, listening)

    asyncio.run(serve())
    leave()


def worker() -> None:
    """Запустить бота и фоновую работу без сайта."""
    settings = read_settings()

    async def work() -> None:
        from punkt.house import open_house
        from punkt.serving import run_worker

        async with open_house(settings) as house:
            log.info("Фоновая работа идёт.")
            await run_worker(house)

    asyncio.run(work())
    leave()
