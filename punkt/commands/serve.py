"""`punkt run`, and its roles as processes of their own: `punkt web`, `punkt bot` and `punkt worker`."""

import asyncio
from contextlib import nullcontext

from punkt.ending import leave
from punkt.role import Role
from punkt.start import read_settings


def run() -> None:
    """Запустить всё в одном процессе: сайт, бота (если указан токен) и фоновую работу."""
    _serve(Role.RUN)


def web() -> None:
    """Запустить только сайт: копий сколько угодно, на PostgreSQL."""
    _serve(Role.WEB)


def bot() -> None:
    """Запустить только бота: с вебхуком копий сколько угодно, без него работает одна, остальные наготове."""
    _serve(Role.BOT)


def worker() -> None:
    """Запустить только фоновую работу (отправку, сроки, хранение): копий сколько угодно, на PostgreSQL."""
    _serve(Role.WORKER)


def _serve(role: Role) -> None:
    settings = read_settings(role.named)

    async def serve() -> None:
        from punkt.alone import alone_on_sqlite
        from punkt.database import resume_restore
        from punkt.listening import listen, listened

        with alone_on_sqlite(settings, role):
            await resume_restore(settings)  # before anybody can connect
            port = settings.port if role.answers else settings.health_port
            with nullcontext() if port is None else listen(settings.host, port) as listening:
                from punkt.serving import run_behind, run_site

                if role.answers:
                    assert listening
                    await run_site(listened(settings, listening), listening, role)
                else:
                    await run_behind(settings, role, listening)

    asyncio.run(serve())
    leave()
