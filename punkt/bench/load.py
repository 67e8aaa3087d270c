"""People who use a Punkt over HTTP all at once, as cheaply as can be: what is measured is the server."""

import asyncio
import json
import random
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

HOST = "127.0.0.1"
_FORMAL = (
    "Прошу рассмотреть обращение в срок, который установлен законом, сообщить о принятых мерах письменно и указать, "
    "кто отвечает за исполнение. Если вы откажете, объясните причину и назовите норму. С уважением, ваш покупатель."
)


class NotServed(Exception):
    """The server answered something else than was asked for."""


@dataclass(frozen=True, slots=True)
class Load:
    """So many clients send so many requests together; `unit` is what is told of it."""

    name: str
    path: str
    clients: int
    number: int
    unit: str  #: "мс" for the half of the waiting times, else what is counted in a second

    def bodies(self, phrases: Sequence[str], seed: int) -> list[dict[str, Any]]:
        """What is sent, made anew for each seed."""
        dice = random.Random(seed)  # keeps nothing from anybody  # noqa: S311  # nosec B311
        if self.path.endswith("tickets"):
            return [_ticket(dice, phrases) for _ in range(self.number)]
        same = dice.choice(phrases)
        distinct = (" ".join(dice.sample(phrases, 2)) for _ in range(self.number))
        return [{"text": same if self.name.startswith("Тот же") else text} for text in distinct]


QUESTIONS = "/api/v1/messages"
LOADS = (
    Load("Вопрос по HTTP, один за другим", QUESTIONS, 1, 60, "мс"),
    Load("Разные вопросы, восемь сразу", QUESTIONS, 8, 80, "вопросов в секунду"),
    Load("Тот же вопрос, восемь сразу", QUESTIONS, 8, 160, "вопросов в секунду"),
    Load("Обращения, четверо сразу", "/api/v1/tickets", 4, 80, "обращений в секунду"),
)


def _ticket(dice: random.Random, phrases: Sequence[str]) -> dict[str, Any]:
    contact = {"name": "Иван Иванов", "email": f"p{dice.randrange(10**9)}@example.org", "phone": "+79123456789"}
    text = " ".join([*dice.choices(phrases, k=6), _FORMAL])
    return {"kind": "claim", "text": text, "contact": contact, "consent": True}


def measured(load: Load, port: int, phrases: Sequence[str], seed: int) -> float:
    """The figure of one run, in the unit of the load. Raises NotServed."""
    return asyncio.run(_run(load, port, load.bodies(phrases, seed)))


async def _run(load: Load, port: int, bodies: Sequence[dict[str, Any]]) -> float:
    waiting, times = iter(bodies), list[float]()
    begun = time.perf_counter()
    await asyncio.gather(*(_client(load.path, port, waiting, times) for _ in range(load.clients)))
    return median(times) * 1000 if load.unit == "мс" else len(bodies) / (time.perf_counter() - begun)


async def _client(path: str, port: int, waiting: Iterator[dict[str, Any]], times: list[float]) -> None:
    reader, writer = await asyncio.open_connection(HOST, port)
    for body in waiting:
        begun = time.perf_counter()
        sent = json.dumps(body, ensure_ascii=False).encode()
        head = [f"POST {path} HTTP/1.1", f"Host: {HOST}", "Content-Type: application/json"]
        head += [f"Content-Length: {len(sent)}"] + [f"Idempotency-Key: {uuid.uuid4()}"] * path.endswith("tickets")
        writer.write("\r\n".join([*head, "", ""]).encode() + sent)
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = next(line for line in answer.split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.partition(b":")[2]))
        if answer.split()[1] not in {b"200", b"201"}:
            raise NotServed(answer.splitlines()[0].decode())
        times.append(time.perf_counter() - begun)
    writer.close()
