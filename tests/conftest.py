"""What tests of all packages share: databases of both kinds, and the desk with its real knowledge."""

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher
from playwright.async_api import Browser, expect
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import make_url

from desk.desk import Desk
from desk.knowledge import Knowledge
from desk.settings import Settings
from index.encoder import Encoder, open_encoder
from punkt.schema import upgrade
from tests.bucket_server import BucketServer
from tests.chromium import PATIENCE, Chromium
from tests.compiled import compiled_once
from tests.postgres import Cluster, Postgres
from tests.two_documents import confirmed, lavka  # noqa: F401 - fixtures
from tickets.staff import password
from tickets.store.database import Database
from tickets.store.locker import Lockers
from tickets.store.vault import Vault

TESTS = Path(__file__).parent
FAST_FIRST = ("russian", "policy_text", "tickets", "post", "desk", "index", "bot", "api", "deploy", "punkt", "day")
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))  #: which of the parallel processes
REDIS = os.environ.get("PUNKT_TEST_REDIS", "redis://127.0.0.1:6379")
MEMORY = Path("/dev/shm")
MEMORY_NEEDED = 4 << 30  #: bytes
WORKER_MEMORY = 3 << 30  #: bytes that each of the parallel processes may come to need, libraries, model and browser
MOSCOW = ZoneInfo("Europe/Moscow")
KEY = "cHVua3QgdGVzdHMgZW5jcnlwdCB3aXRoIHRoaXMga2U="
VAULT = Vault([KEY])
#: A test runs once with what drafts tell in the database, and once with it in Redis.
both_stores = pytest.mark.parametrize("lockers", ["rows", "redis"], indirect=True)
#: A test of an edge runs on SQLite, and on PostgreSQL too where what it runs asks the database in words of its own:
#: that the rules below the edges are the same on both is proven where they are.
both_databases = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


#: What a test uses, by the fixtures that it asks for. `make test-fast` leaves these out.
HEAVY = {
    "browser": {"chromium"},
    "commands": {"punkt"},
    "fuzzing": {"described"},
    "postgresql": {"cluster", "postgres"},
    "processes": {"parent", "process", "python", "warm", "zygote"},
    "telegram": {"stand_in", "telegram"},
}


def pytest_configure(config: pytest.Config) -> None:
    for name, fixtures in HEAVY.items():
        config.addinivalue_line("markers", f"{name}: uses {', '.join(sorted(fixtures))}; given by tests/conftest.py")
    # Settings of the person who runs the tests must not leak into them.
    for name in [name for name in os.environ if name.startswith("PUNKT_") and not name.startswith("PUNKT_TEST_")]:
        del os.environ[name]
    expect.set_options(timeout=PATIENCE)
    # SQLite waits for the disk at each commit; where there is room in memory, files of tests live there.
    if "PYTEST_DEBUG_TEMPROOT" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core, as tests wait for pages, servers and processes half of their time; as many as find room."""
    room = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // WORKER_MEMORY
    return max(1, min(2 * (os.cpu_count() or 1), room))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported stays: looking through it again and again took a tenth of all processor time."""
    gc.disable()
    collected = yield
    gc.collect()
    gc.freeze()
    gc.enable()
    return collected


@pytest.hookimpl(tryfirst=True)  # before `-m` looks at the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast ones first: a mistake shows early. What is heavy is marked so."""
    for item in items:
        if isinstance(item, pytest.Function):
            for name in heavy(item):
                item.add_marker(name)
    items.sort(key=lambda item: FAST_FIRST.index(item.path.relative_to(TESTS).parts[0]))


def heavy(item: pytest.Function) -> list[str]:
    uses = set(item.fixturenames)
    if hasattr(item, "callspec") and "postgresql" in item.callspec.params.values():
        uses.add("postgres")  # asked for by name when the test begins
    return [name for name, fixtures in HEAVY.items() if uses & fixtures]


def missing(component: str) -> None:
    """A component that is not there: a failure where everything must be, otherwise a reason to skip."""
    if os.environ.get("CI"):
        pytest.fail(f"{component} is missing")
    pytest.skip(f"{component} is missing")


def run_apart(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run in a loop of its own: the fixture may be asked for while a test's loop is running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(work())).result()


@pytest.fixture(autouse=True)
async def nothing_goes_on() -> AsyncIterator[None]:
    """What a test leaves running ends with it: the next one runs in the same loop."""
    others = asyncio.all_tasks()
    yield
    left = asyncio.all_tasks() - others - Chromium.tasks - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


@pytest.fixture(scope="session", autouse=True)
def statements() -> Iterator[None]:
    with compiled_once(VAULT):
        yield


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("template") / "punkt.db"

    async def make() -> None:
        database = Database(f"sqlite:///{file}", VAULT)
        await upgrade(database)
        await database.close()

    run_apart(make)
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The databases of this process on PostgreSQL."""
    made = Postgres(VAULT)
    try:
        run_apart(made.start)
    except OSError:
        missing("PostgreSQL")
    yield made
    run_apart(made.stop)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server that tests may stop and kill; they leave it running."""
    try:
        made = Cluster()
    except OSError:
        missing("PostgreSQL")
    yield made
    made.end()


@pytest.fixture
def sqlite_url(empty_sqlite: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(empty_sqlite, tmp_path / 'punkt.db')}"


@pytest.fixture
async def database(request: pytest.FixtureRequest, lockers: Lockers | None) -> AsyncIterator[Database]:
    """A database at its newest schema, empty: SQLite, unless a test says `both_databases`."""
    async with opened_on(getattr(request, "param", "sqlite"), request, lockers) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
async def any_database(request: pytest.FixtureRequest, lockers: Lockers | None) -> AsyncIterator[Database]:
    """The same on both kinds of server."""
    async with opened_on(request.param, request, lockers) as opened:
        yield opened


@asynccontextmanager
async def opened_on(kind: str, request: pytest.FixtureRequest, lockers: Lockers | None) -> AsyncIterator[Database]:
    if kind == "postgresql":
        async with request.getfixturevalue("postgres").emptied(lockers) as opened:
            yield opened
        return
    opened = Database(request.getfixturevalue("sqlite_url"), VAULT, lockers=lockers)
    yield opened
    await opened.close()


@pytest.fixture
async def lockers(request: pytest.FixtureRequest) -> AsyncIterator[Lockers | None]:
    """Where drafts keep what is told; None is in their rows, as it is unless a test says `both_stores`."""
    if getattr(request, "param", "rows") == "rows":
        yield None
        return
    async with empty_redis() as url:
        yield Lockers(url, timedelta(days=30))


@pytest.fixture
async def redis_url() -> AsyncIterator[str]:
    async with empty_redis() as url:
        yield url


@asynccontextmanager
async def empty_redis() -> AsyncIterator[str]:
    """A real Redis, empty before and after; a database of its own for each process."""
    url = make_url(REDIS).set(database=str(15 - WORKER)).render_as_string(hide_password=False)
    client = Redis.from_url(url)
    try:
        await client.flushdb()
    except RedisError:
        missing("Redis")
    yield url
    await client.flushdb()
    await client.aclose()


@pytest.fixture
def bucket_server(tmp_path: Path) -> Iterator[BucketServer]:
    started = BucketServer(tmp_path / "bucket.log")
    started.start()
    yield started
    started.stop()


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing costs next to nothing where it is not what a test looks at."""
    monkeypatch.setattr(password, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(password, "_nobody", cache(password._nobody.__wrapped__))


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Chromium]:
    made = Chromium()
    yield made
    await made.close()


@pytest.fixture
async def browser(chromium: Chromium) -> AsyncIterator[Browser]:
    """Chromium without any context; what a test opens is closed after it."""
    async with chromium.visit() as opened:
        yield opened


@pytest.fixture(scope="session")
def one_model() -> Iterator[Callable[..., Encoder]]:
    """Opens the model as Punkt does, each once in this process: every time takes a second and 140 MB."""
    opened = cache(open_encoder)

    def opens(model: str | None, folder: Path, *, progress: bool = True) -> Encoder:
        return opened(model, folder.resolve(), progress=progress)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("punkt.library.open_encoder", opens)
        yield opens


@pytest.fixture(scope="session")
def encoder(one_model: Callable[..., Encoder]) -> Encoder:
    """The bundled model, converted once for all test runs of this checkout."""
    return one_model(None, Path("var/cache"))


@pytest.fixture(scope="session")
def knowledge(one_model: Callable[..., Encoder]) -> Knowledge:
    """The policy of the repository with its real model and index, built once and kept in var/."""
    from punkt.library import open_knowledge

    return open_knowledge(Settings(_env_file=None, data=Path("var")))


@pytest.fixture
def desk(database: Database, knowledge: Knowledge) -> Desk:
    return Desk(database, knowledge, MOSCOW)
