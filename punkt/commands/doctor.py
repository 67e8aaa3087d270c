"""`punkt doctor`."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import typer

from desk.settings import Settings
from punkt.failure import Failure, known_failures
from punkt.start import read_settings
from russian.numbers import counted
from tickets.store.base import now

if TYPE_CHECKING:
    from punkt.sources import Sources

TICKETS = ("обращения", "обращений", "обращений")
NEWEST = 1000  #: entries of the audit log that are looked at; all of it: `punkt audit verify`


def doctor() -> None:
    """Проверить всё, что нужно для работы, и сказать, что исправить."""
    settings = read_settings()
    checks: list[tuple[str, Callable[[Settings], Awaitable[str]]]] = [
        ("Папка данных", _data_folder),
        ("База данных", _database),
        ("Работающий процесс", _process),
        ("Документы и фразы", _documents),
        ("Сроки ответа на претензии", _terms),
        ("Модель и индекс", _index),
        ("Redis", _redis),
        ("Telegram", _telegram),
        ("Почта", _mail),
        ("Уведомления в браузерах сотрудников", _push),
        ("Прокси", _proxies),
        ("Рабочие часы", _hours),
        ("Журнал действий", _audit),
    ]
    healthy = asyncio.run(_examine(settings, checks))
    if not healthy:
        raise typer.Exit(1)


async def _examine(settings: Settings, checks: list[tuple[str, Callable[[Settings], Awaitable[str]]]]) -> bool:
    healthy = True
    for name, check in checks:
        try:
            print(f"✓ {name}: {_lines(await check(settings))}")
        except known_failures() as failure:
            healthy = False
            print(f"✗ {name}: {_lines(failure)}")
    return healthy


def _lines(said: object) -> str:
    """More than one sentence stands one below another."""
    return str(said).replace("\n", "\n  · ")


async def _data_folder(settings: Settings) -> str:
    from punkt.database import prepare_data_folder

    return f"{prepare_data_folder(settings).resolve()}, запись есть"


async def _database(settings: Settings) -> str:
    from punkt.database import open_database
    from tickets.store.vault import KeyMissing

    async with open_database(settings) as database:
        await database.ping()
        if database.means.vault.shut:
            raise KeyMissing
        return f"{database.engine.dialect.name}, схема на месте, ключ контактов подходит"


async def _process(settings: Settings) -> str:
    import httpx

    try:
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            answer = (await client.get(f"{settings.here}/readyz")).json()
    except httpx.ConnectError:
        return "сайт не запущен"
    except (httpx.HTTPError, ValueError) as error:
        raise Failure(f"сайт на {settings.here} не отвечает как должен ({type(error).__name__}).") from None
    if answer.get("status") != "ok":
        raise Failure(str(answer.get("detail")))
    if failing := answer.get("failing"):
        told = [f"{each['loop']}: {each['error']}, неудач подряд: {each['failures']}" for each in failing]
        raise Failure("\n".join(("не всё ладится в фоне, причины — в журнале:", *told)))
    return "готов отвечать, в фоне всё ладится"


async def _documents(settings: Settings) -> str:
    """Each on a line of its own where there are several; fails where one cannot be read."""
    from desk.clause_names import within_quotes
    from punkt.shelf import read_shelf

    shelf = read_shelf(settings)
    told = [_document(each) for each in shelf.sources]
    if len(told) > 1:
        named = zip(shelf.sources, told, strict=True)
        told = [
            "несколько документов:",
            *(f"{each.policy.id}, «{within_quotes(each.policy.title)}»: {line}" for each, line in named),
        ]
    if shelf.left_out:
        broken = [f"без документа в папке {each.folder}: {each.reason}" for each in shelf.left_out]
        raise Failure("\n".join((*told, *broken)))
    return "\n".join(told)


def _document(sources: "Sources") -> str:
    policy, bank = sources.policy, sources.bank
    told = f"редакция {policy.edition.id}, пунктов {len(policy.quotable)}, фраз {len(bank.phrases)}"
    if sources.borrowed:
        kinds = ", ".join(f"{kind}.txt" for kind in sources.borrowed)
        told += f"; своих фраз {kinds} нет, взяты общие"
    return f"{told}; фраз мало, отвечает через темы" if sources.common else told


async def _terms(settings: Settings) -> str:
    from desk.claim_terms import written_term
    from punkt.claim_words import told_of
    from punkt.policies import read_policies

    documents = read_policies(settings)
    for policy in documents.values():
        written_term(policy.folder)
    return "\n".join(f"{name}: {told_of(policy)}" for name, policy in documents.items())


async def _index(settings: Settings) -> str:
    from desk.clause_names import clause_name
    from punkt.library import open_knowledge

    knowledge = await asyncio.to_thread(open_knowledge, settings)
    first = knowledge.understand(knowledge.words.questions[0], ()).candidates[0]
    for known in knowledge.documents.values():
        if known.unsure:
            raise Failure(
                f"отвечает, но редакцию {known.policy.id}@{known.edition.id} понимает хуже прежней: по пунктам "
                f"{', '.join(known.unsure)} только подсказки. Допишите их фразы и выполните punkt index, или отмените: "
                "punkt policy undo."
            )
    told = clause_name(first.number)
    if not knowledge.several:
        return f"отвечает, пробный вопрос — {told}"
    named = ", ".join(f"{document} ({version})" for document, version in knowledge.versions.items())
    return f"отвечает, индексы: {named}; пробный вопрос — {told} документа {first.document}"


async def _redis(settings: Settings) -> str:
    if settings.redis_url is None:
        return "не настроен, обходимся без него"
    from tickets.store.redis_trouble import redis_trouble

    if trouble := await redis_trouble(settings.redis_url.get_secret_value()):
        raise Failure(f"не отвечает ({trouble}): проверьте PUNKT_REDIS_URL.")
    return "отвечает, в нём счётчики запросов и незаконченные обращения"


async def _mail(settings: Settings) -> str:
    from post.mail.sender import check_mail

    return await check_mail(settings)


async def _push(settings: Settings) -> str:
    if settings.push == "off":
        return "выключены, на серверы производителей браузеров ничего не уходит"
    from punkt.database import open_database
    from punkt.secret import vapid
    from tickets.staff.subscription import push_hosts

    vapid(settings)
    async with open_database(settings) as database, database.reading() as session:
        hosts = await push_hosts(session)
    where = [f"{host}, браузеров: {amount}" for host, amount in hosts] or ["пока ни один браузер не подключён"]
    told = "включены, «Есть новое» без номеров, имён и слов уходит через серверы производителей браузеров:"
    if not settings.address.startswith("https:"):
        where.append("сайт открыт не по https (PUNKT_PUBLIC_URL): браузеры дают включить их только на этой машине")
    return "\n".join((told, *where))


async def _telegram(settings: Settings) -> str:
    if settings.telegram_token is None:
        return "не настроен, бот выключен"
    from bot.edge import check
    from punkt.database import open_database
    from punkt.secret import secret_key

    async with open_database(settings) as database:
        return await check(settings, database, secret_key(settings))


async def _proxies(settings: Settings) -> str:
    from api.checks import check_proxies

    return await check_proxies(settings)


async def _hours(settings: Settings) -> str:
    answering, at = settings.answering, now()
    busy = f"\nперегрузка — больше {counted(answering.most, *TICKETS)} в очереди" if answering.most else ""
    if (hours := answering.hours) is None:
        return f"не заданы, людям не говорится, когда ждать ответа (PUNKT_WORKING_HOURS){busy}"
    if hours.always:
        return f"всегда на связи{busy}"
    said = f"{settings.working_hours}, {settings.time_zone}"
    if closes := hours.next_closing(at):
        said += f"\nсейчас открыто, до {closes:%d.%m.%Y %H:%M}"
    opens = hours.next_opening(at)
    return f"{said}\nследующее открытие — {opens:%d.%m.%Y %H:%M}{busy}" if opens else f"{said}{busy}"


async def _audit(settings: Settings) -> str:
    from punkt.commands.audit import AuditBroken
    from punkt.database import open_database
    from tickets.audit.chain import ChainBroken, check, unlinked

    async with open_database(settings) as database, database.reading() as session:
        try:
            last = await check(session, NEWEST)
        except ChainBroken as broken:
            raise AuditBroken(broken.place) from None
        return f"цел, записей до {last.place}, ждут сцепления {await unlinked(session)}"
