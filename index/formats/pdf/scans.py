"""Pages that are pictures: without text they cannot be read, and what a recognizer wrote over them is to be checked."""

from collections.abc import Sequence
from dataclasses import replace

from index.document.omitted import Odd
from index.formats.pdf.sheet import Seen, Sheet
from index.formats.reading import FileUnreadable

_PICTURES = "в файле только изображения страниц, возьмите исходный документ или сначала распознайте текст"
_COVERED = 0.5  #: share of a page that is a picture
_FEWEST = 40  #: letters; a number of a page may be printed over a scan
_LISTED = 10  #: pages that a warning names


def read_layers(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Odd]]:
    """Sheets with recognized text as plain text, and what to tell of them. Raises FileUnreadable without text."""
    if not any(_letters(sheet) for sheet in sheets):
        pictured = any(sheet.picture for sheet in sheets)
        raise FileUnreadable(_PICTURES if pictured else "в нём нет текста")
    blank = [place for place, sheet in enumerate(sheets, 1) if sheet.picture >= _COVERED and _letters(sheet) < _FEWEST]
    if len(blank) == len(sheets):
        raise FileUnreadable(_PICTURES)
    layers = [place for place, sheet in enumerate(sheets, 1) if any(run.seen is Seen.LAYER for run in sheet.runs)]
    odd: list[Odd] = []
    if blank:
        odd.append((0, f"{_pages(blank)}: только изображение, его текст не прочитан"))
    if layers:
        odd.append((0, f"{_pages(layers)}: распознанный текст, в нём бывают ошибки, сверьте пункты с оригиналом"))
    return [_read(sheet) for sheet in sheets], odd


def _letters(sheet: Sheet) -> int:
    seen = (run for run in sheet.runs if run.seen in {Seen.PLAIN, Seen.LAYER, Seen.MARGIN})
    return sum(len(run.text.strip()) for run in seen)


def _read(sheet: Sheet) -> Sheet:
    runs = tuple(replace(run, seen=Seen.PLAIN) if run.seen is Seen.LAYER else run for run in sheet.runs)
    return replace(sheet, runs=runs)


def _pages(places: Sequence[int]) -> str:
    shown = ", ".join(str(place) for place in places[:_LISTED])
    more = " и другие" if len(places) > _LISTED else ""
    return f"{'страница' if len(places) == 1 else 'страницы'} {shown}{more}"
