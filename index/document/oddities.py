"""What looks odd in the numbering of a document, in sentences for its owner."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.document.clause import Clause
from index.document.outline import Entry
from index.document.printed import Path
from index.document.references import mentions
from index.document.source import Line, Source
from index.document.spine import follows


def oddities(source: Source, entries: Sequence[Entry], clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    """Line and sentence of everything odd, in no order."""
    if not entries:
        yield 0, _nothing(source)
    yield from _labels(source, entries, clauses)
    yield from _composed(source, entries)
    yield from _order(entries, clauses)
    yield from _repeated(clauses)
    yield from _dangling(clauses)


def unnumbered(line: Line) -> tuple[int, str]:
    """A heading without a number ends the clause above it."""
    title = line.text.strip()[:80]
    return line.number, f"заголовок без номера «{title}»: он и текст под ним не вошли ни в один пункт"


def sentence(line: int, words: str) -> str:
    """The warning that a person reads."""
    return f"строка {line}: {words}" if line else words[:1].upper() + words[1:]


def _nothing(source: Source) -> str:
    if source.lines:
        return "в документе не нашлось нумерованных пунктов"
    left_out = "в документе не осталось текста: весь он зачёркнут, скрыт или закомментирован"
    return left_out if source.odd else "в документе нет текста"


def _labels(source: Source, entries: Sequence[Entry], clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    for before, entry in pairwise(entries):
        if entry.mark.line == before.mark.line:
            words = f"два пункта в одной строке: {before.number} и {entry.number}"
            yield source.lines[entry.mark.line].number, words
    for entry, clause in zip(entries, clauses, strict=True):
        line = source.lines[entry.mark.line]
        start = entry.mark.start if entry.mark.label.inline else entry.mark.start + entry.mark.label.start
        printed = source.text[start : entry.body].strip()
        if " " in printed and not entry.mark.label.word:
            yield line.number, f"метка «{printed}» прочитана как {clause.number}"


def _composed(source: Source, entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    """The first number that was put together of two, because a list inside a section counts from 1 on the screen."""
    for entry in entries:
        shown, line = entry.mark.label, source.lines[entry.mark.line]
        if line.ordinal and not shown.inline and entry.number != shown.number:
            alone = f"на экране стоит только «{shown.number}.»; сверьте их с документом"
            yield line.number, f"номер {entry.number} и следующие составлены по вложенности: {alone}"
            return


def _order(entries: Sequence[Entry], clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    """Numbers that skip or go back, parts with a word («Раздел II», «Статья 3») among their like."""
    last: dict[str, Entry] = {}
    above: Path = ()
    for entry, clause in zip(entries, clauses, strict=True):
        word = entry.mark.label.word
        before, opened = last.get(word), bool(above) and follows(above, entry.path)
        last[word], above = entry, entry.path
        if before is None or opened:
            continue
        anew = entry.path[-1] <= 1 and entry.path < before.path
        if entry.path == before.path or anew or follows(before.path, entry.path):
            continue
        if entry.path > before.path:
            yield clause.line, f"после {before.number} идёт сразу {entry.number}"
        else:
            yield clause.line, f"номер {entry.number} стоит после {before.number}"


def _repeated(clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    seen: dict[str, int] = {}
    for clause in clauses:
        if clause.number in seen:
            yield clause.line, f"номер {clause.number} уже был в строке {seen[clause.number]}"
        seen.setdefault(clause.number, clause.line)


def _dangling(clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    known = {clause.number for clause in clauses}
    for clause in clauses:
        for target in dict.fromkeys(number for pair in mentions(clause.text) for number in pair if number):
            if target not in known:
                words = f"в пункте {clause.number} есть ссылка на пункт {target}, которого в документе нет"
                yield clause.line, words
