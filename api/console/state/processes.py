"""The processes as lines of a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from api.console.state.fact import Fact, Mark, Part
from api.console.state.found import Found
from api.console.state.state_words import LACKS, LOOPS, NEWS, ROLES, at, span
from russian.numbers import counted
from tickets.store.heartbeat import Heartbeat

FAILURES = ("неудача подряд", "неудачи подряд", "неудач подряд")


@dataclass(frozen=True, slots=True)
class Line:
    """A process."""

    title: str
    place: str
    since: str
    index: str
    remarks: Sequence[Fact]  #: how it is, the worst first; never empty

    @property
    def mark(self) -> Mark:
        return self.remarks[0].mark


def lines(found: Found, zone: ZoneInfo) -> Sequence[Line]:
    """This process first, then the others by role and place."""
    return [_line(found, copy, zone) for copy in found.copies]


def roles_missing(found: Found, *, telegram: bool) -> Part:
    """What nobody does just now, though somebody should."""
    living = {copy.role for copy in found.copies if not copy.silent}
    facts = []
    if not living & {"run", "worker"}:
        value = "Никто не отправляет ответы и не следит за сроками: запустите punkt worker."
        facts.append(Fact("Фоновая работа", value, mark=Mark.BAD))
    if telegram and not living & {"run", "bot"}:
        facts.append(Fact("Бот", "Сообщения из Telegram никто не обрабатывает: запустите punkt bot.", mark=Mark.BAD))
    if len(versions(found)) > 1:
        value = "Процессы отвечают по разным индексам: подождите минуту; если не пройдёт, смотрите лог отставшего."
        facts.append(Fact("Индекс", value, mark=Mark.WARN))
    return Part("copies", "Процессы", facts)


def versions(found: Found) -> set[str]:
    """Of the indexes that are answered by."""
    return {copy.told["index"] for copy in found.copies if not copy.silent and isinstance(copy.told.get("index"), str)}


def _line(found: Found, copy: Heartbeat, zone: ZoneInfo) -> Line:
    here = copy.holder == found.here
    remarks = sorted(_remarks(found, copy, zone), key=lambda fact: -list(Mark).index(fact.mark))
    return Line(
        title=ROLES.get(copy.role, copy.role),
        place=f"{copy.place or 'этот процесс'}{', эта страница' if here and copy.place else ''}",
        since=at(copy.began_at, zone) if copy.place else "",
        index=str(copy.told.get("index", "")),
        remarks=remarks,
    )


def _remarks(found: Found, copy: Heartbeat, zone: ZoneInfo) -> Iterator[Fact]:
    if copy.silent:
        note = f"последний раз — {at(copy.seen_at, zone)}"
        yield Fact("", f"молчит {span(found.at - copy.seen_at)}", note, Mark.BAD)
        return
    yield Fact("", "работает", NEWS.get(str(copy.told.get("news")), ""))
    for lack in _strings(copy.told.get("lacks")):
        mark = {"contacts": Mark.BAD, "turn": Mark.FINE}.get(lack, Mark.WARN)
        yield Fact("", LACKS.get(lack, lack), mark=mark)
    for failing in _each(copy.told.get("failing")):
        name = str(failing.get("loop"))
        failures = failing.get("failures")
        often = counted(failures, *FAILURES) if isinstance(failures, int) else ""
        told = f"{failing.get('error')}, {often}; пробует снова, причина — в логе"
        yield Fact("", f"не ладится: {LOOPS.get(name, name)}", told, Mark.WARN)


def _strings(told: object) -> list[str]:
    return [str(one) for one in told] if isinstance(told, list) else []


def _each(told: object) -> list[Mapping[str, Any]]:
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
