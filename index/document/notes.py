"""Footnotes: their marks are no words of a clause, and neither are they."""

import re
from dataclasses import replace
from itertools import accumulate

from index.document.numbering import label_at_start
from index.document.omitted import GAP, Left, Odd, closed_up, told
from index.document.source import Line, Source

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUP = "[⁰¹²³⁴⁵⁶⁷⁸⁹]"
_INLINE = re.compile(r"\^\[[^\[\]]{1,500}\]")
_MARK = re.compile(
    r"[ \xa0]?\[\^[^\[\]\s]{1,30}\](?!:)"  # of Markdown, and what the readers make of a link to a footnote
    r"|(?<=[а-яёА-ЯЁ\d.,;:!?»”)%\]])(?:\[(?:\d{1,3}|\*{1,3})\])+"
    rf"|[ \xa0]?(?P<raised>{_SUP}{{1,3}}(?:, ?{_SUP}{{1,3}})*⁾?)(?![\w/·⁻])"
)
_BEFORE = re.compile(r"(?:[^\W\d_]{1,20}|[.,;:!?»”)%])\Z")
_AT_START = re.compile(
    rf"\s*(?:\[\^(?P<name>[^\[\]\s]{{1,30}})\](?P<colon>:)?|\[(?P<square>\d{{1,3}})\]|(?P<sup>{_SUP}{{1,3}}))"
)
_MEASURES = frozenset(["мм", "см", "дм", "км", "мкм", "нм", "mm", "cm", "dm", "km", "ft", "in"])
_WRITTEN = re.compile(r"[\[(]*(\d{1,3}|\*{1,3}|[†‡])[\])]*")
TARGET = re.compile(r"#_?(?:ftn|fn|edn|foot|endn|note|cite|сноск)", re.IGNORECASE)  #: of a link to a footnote


def raised(text: str, *, linked: bool) -> str | None:
    """A superscript as it is read: «²» of a bare number, «[^2]» of what can only be a footnote's; None of a word."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        return None
    return f"[^{written[1]}]" if linked or not text.strip().isdecimal() else written[1].translate(_RAISED)


def without_notes(source: Source) -> Source:
    """Lines without the marks of footnotes and without the footnotes that these name; «м²» and «ст. 14¹» stay."""
    odd: list[Odd] = []
    texts = [_without_marks(line, odd) for line in source.lines]
    names = {name for _, found in texts for name in found}
    notes = _notes(source.lines, names)
    if not odd and not notes:
        return source
    for place in sorted(notes):
        odd += told(source.lines[place].number, Left.NOTE, source.lines[place].text)
    kept = [closed_up(GAP if place in notes else text) for place, (text, _) in enumerate(texts)]
    return _rewritten(source, kept, odd)


def _without_marks(line: Line, odd: list[Odd]) -> tuple[str, list[str]]:
    """The line with gaps for the marks in it, and the names in these."""
    found: list[str] = []
    opening = _AT_START.match(line.text)
    head, rest = (opening[0], line.text[opening.end() :]) if opening else ("", line.text)

    def gap(match: re.Match[str]) -> str:
        if match["raised"] and not _is_mark(match.string[max(0, match.start() - 20) : match.start()]):
            return match[0]
        found.append(match[0].strip())
        return GAP

    text = _MARK.sub(gap, _INLINE.sub(lambda note: _told(line, note[0], odd), rest))
    text = (GAP if opening and opening["name"] else head) + text
    if found:
        odd += told(line.number, Left.MARK, " ".join(found))
    return text, [name for mark in found for name in re.findall(r"[^\[\]^,⁾\s]+", mark.translate(_PLAIN))]


def _is_mark(before: str) -> bool:
    """Whether a superscript after these words is a footnote's: of a measure, a letter or a number it is a power."""
    word = _BEFORE.search(before)
    return word is not None and word[0].lower() not in _MEASURES and not (word[0].isalpha() and len(word[0]) == 1)


def _told(line: Line, note: str, odd: list[Odd]) -> str:
    odd += told(line.number, Left.NOTE, note[2:-1])
    return GAP


def _notes(lines: tuple[Line, ...], names: set[str]) -> set[int]:
    """Places of the lines that are footnotes."""
    found: set[int] = set()
    for place, line in enumerate(lines):
        match = _AT_START.match(line.text)
        if match:
            name = match["name"] or match["square"] or match["sup"].translate(_PLAIN)
            is_note = bool(match["colon"]) or name in names
        else:
            goes_on = (not line.fresh or line.depth > 0) and label_at_start(line.text) is None
            is_note = place - 1 in found and goes_on
        if is_note:
            found.add(place)
    return found


def _rewritten(source: Source, texts: list[str], odd: list[Odd]) -> Source:
    """The same lines with other texts, none of them longer; empty ones are gone."""
    lost = [len(line.text) - len(text) for line, text in zip(source.lines, texts, strict=True)]
    pieces, place, lines = [], 0, []
    for line, text, before in zip(source.lines, texts, accumulate(lost, initial=0), strict=False):
        pieces += [source.text[place : line.start], text]
        place = line.start + len(line.text)
        if text.strip():
            lines.append(replace(line, start=line.start - before, text=text))
    return replace(source, text="".join([*pieces, source.text[place:]]), lines=tuple(lines), odd=(*source.odd, *odd))
