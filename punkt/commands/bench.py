"""`punkt bench`."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.settings import Settings
from punkt.bench.memory import MOST, growth, resident
from punkt.failure import Failure
from punkt.start import read_settings

if TYPE_CHECKING:
    import httpx

SENT = 200  #: messages of each measurement


def bench(
    tickets: Annotated[int, typer.Option(help="Обращений в очереди, которую сравнивают со старой сборкой; 0: нет")] = 0,
    messages: Annotated[int, typer.Option(help="Сообщений подряд, после которых память не должна вырасти; 0: нет")] = 0,
    base: Annotated[str | None, typer.Option(help="Коммит, со сборкой которого сравнить ответы по HTTP")] = None,
    rounds: Annotated[int, typer.Option(help="Прогонов этого сравнения", min=1)] = 5,
    postgres: Annotated[str | None, typer.Option(envvar="PUNKT_TEST_POSTGRES", help="Сервер для сравнения")] = None,
) -> None:
    """Измерить время и память на этой машине."""
    import httpx

    from index.measuring.examples import load_examples

    settings = read_settings()
    if base:
        _served_beside(settings, base, postgres, rounds)
        return
    if tickets:
        _beside(settings, tickets, postgres)
    texts = [example.text for example in load_examples(settings.policy / "evaluation" / "dev_set.jsonl")][:SENT]
    _report("Понять сообщение, один поток", _understanding(settings, texts))
    with _served(settings) as (address, started, process):
        print(f"{'От запуска до первого ответа':<44} {started:8.1f} с")
        _report("Вопрос по HTTP, один за другим", _asked(address, texts, 1)[0])
        times, seconds = _asked(address, texts, 8)
        _report("Вопрос по HTTP, восемь сразу", times)
        print(f"{'Вопросов в секунду, восемь сразу':<44} {len(texts) / seconds:8.0f}")
        print(f"{'Память процесса':<44} {resident(process.pid):8.0f} МБ")
        if messages:
            with httpx.Client(timeout=60) as client:
                grown = growth(process.pid, lambda n: _say(client, address, texts[n % len(texts)]), 2000, messages)
            print(f"{f'Рост памяти за {messages} сообщений':<44} {grown:8.1%} (не больше {MOST:.0%})")


def _served_beside(settings: Settings, base: str, postgres: str | None, rounds: int) -> None:
    """Questions and tickets over HTTP beside an older build; writes docs/benchmarks.md."""
    from index.bank import load_bank
    from index.measuring.examples import load_examples
    from index.policy import load_policy
    from punkt.bench.full import HERE, NoOlderBuild, older_build
    from punkt.bench.served import apart, compare, machine, places, table

    policy, own = load_policy(settings.policy), settings.data.resolve()
    phrases = sorted({phrase.text for phrase in load_bank(settings.policy / "phrases", policy.quotable).phrases})
    beside = own / "bench" / base  # the index of that build; built once
    beside.mkdir(parents=True, exist_ok=True)
    parts = []
    try:
        with older_build(base) as code:
            sets = [load_examples(settings.policy / "evaluation" / f"{name}.jsonl") for name in ("dev_set", "dev_hard")]
            unseen = [example.text for each in sets for example in each]
            parts.append(table("Сообщение, память, запуск", base, apart((code, HERE), (beside, own), unseen, rounds)))
            print(parts[-1], flush=True)
            for server in (None, postgres) if postgres else (None,):
                with places(server) as databases:
                    figures = compare((code, HERE), (beside, own), databases, phrases, rounds)
                parts.append(table("PostgreSQL" if server else "SQLite", base, figures))
                print(parts[-1], flush=True)
    except NoOlderBuild:
        raise Failure(f"нет истории git со сборкой {base}.") from None
    written = HERE / "docs" / "benchmarks.md"
    mark = "<!-- measured: make bench BASE=… writes what follows -->\n"
    written.write_text("\n".join([written.read_text().partition(mark)[0] + mark, machine(rounds), "", *parts]))


def _say(client: "httpx.Client", address: str, text: str) -> None:
    client.post(address, json={"text": text}).raise_for_status()


def _beside(settings: Settings, tickets: int, postgres: str | None) -> None:
    """The queue and the search with so many open tickets, beside an older build."""
    from index.bank import load_bank
    from index.policy import load_policy
    from punkt.bench.beside import COMMIT, measure, serving
    from punkt.bench.full import HERE, NoOlderBuild, older_build, tidy, twins
    from tickets.store.vault import Vault

    policy, key = load_policy(settings.policy), Vault.new_key()
    phrases = [phrase.text for phrase in load_bank(settings.policy / "phrases", policy.quotable).phrases]
    try:
        with older_build() as code:
            for server in (None, postgres) if postgres else (None,):
                print(f"{'PostgreSQL' if server else 'SQLite'}: открытых обращений {tickets}, сборка {COMMIT} → эта")
                with (
                    twins(server, tickets, phrases, key) as (old_url, new_url),
                    serving(code, old_url, key) as old,
                    serving(HERE, new_url, key) as new,
                ):
                    if server:
                        tidy(old_url, new_url)
                    for line in measure(old, new):
                        print(f"  {line}")
    except NoOlderBuild:
        print(f"Сравнить очередь не с чем: здесь нет истории git со сборкой {COMMIT}.")


def _understanding(settings: Settings, texts: list[str]) -> list[float]:
    from punkt.library import open_knowledge

    knowledge = open_knowledge(settings)
    knowledge.understand(texts[0], ())
    return [_timed(partial(knowledge.understand, text, ())) for text in texts]


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


@contextmanager
def _served(settings: Settings) -> Iterator[tuple[str, float, subprocess.Popen[bytes]]]:
    """A process of its own with an empty database; gives its address and the seconds to its first answer."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
        probe.close()
        environment = os.environ | {
            "PUNKT_PORT": str(port),
            "PUNKT_DATABASE_URL": f"sqlite:///{Path(folder, 'bench.db')}",
            "PUNKT_DATA": str(settings.data.resolve()),
            "PUNKT_RATE_LIMIT": "off",
            "PUNKT_LOG_LEVEL": "error",
            "PUNKT_TELEGRAM_TOKEN": "",
        }
        begun = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", "punkt", "run"], env=environment, stdout=subprocess.DEVNULL)  # nosec B603
        try:
            address = f"http://127.0.0.1:{port}/api/v1/messages"
            _first_answer(address, process)
            yield address, time.perf_counter() - begun, process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _first_answer(address: str, process: subprocess.Popen[bytes]) -> None:
    import httpx

    while process.poll() is None:
        try:
            httpx.post(address, json={"text": "сколько храните данные"}, timeout=300).raise_for_status()
        except httpx.ConnectError:  # not listening yet
            time.sleep(0.05)
        else:
            return
    raise Failure("процесс для измерений не запустился: причина написана выше.")


def _asked(address: str, texts: list[str], at_once: int) -> tuple[list[float], float]:
    import httpx

    begun = time.perf_counter()
    with httpx.Client(timeout=60) as client, ThreadPoolExecutor(at_once) as threads:

        def ask(text: str) -> float:
            return _timed(lambda: client.post(address, json={"text": text}).raise_for_status())

        times = list(threads.map(ask, texts))
    return times, time.perf_counter() - begun


def _report(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    print(f"{name:<44} {half:8.1f} мс (половина), {most:.1f} мс (99 из 100)")
