"""The spine of a document: its labels of two and more numbers, which show their own place («4.1.2»)."""

from collections.abc import Sequence

from index.document.marks import Mark
from index.document.numbering import Label
from index.document.printed import Path, step
from index.document.titles import Look

_GAP = 3  #: how many numbers a writer may skip before a doubtful label is disbelieved
_LEAP = 20  #: how many sections a label may skip at all


def follows(here: Path, path: Path, gap: int = 0) -> bool:
    """Whether `path` is the first child of `here` or the next after it on any level, `gap` numbers skipped at most."""
    if not here:
        return path[0] <= 1 + gap and all(part == 1 for part in path[1:])
    common = 0
    while common < min(len(here), len(path)) and here[common] == path[common]:
        common += 1
    if common == len(path):
        return False
    base = here[common] if common < len(here) else 0
    return 1 <= step(base, path[common]) <= 1 + gap and all(part == 1 for part in path[common + 1 :])


def choose_spine(marks: Sequence[Mark]) -> dict[int, Label]:
    """Which marks are labels of the spine, by index, with the reading that fits."""
    at_starts = {mark.label.path for mark in marks if not mark.label.inline}
    spine: dict[int, Label] = {}
    here: Path = ()
    top: Path = ()  # the furthest that the section has come
    for index, mark in enumerate(marks):
        label = _reading(mark.label, here, marks[index - 1] if index else None)
        if label is None:
            continue
        opened = index > 0 and _is_opened(label, marks[index - 1])
        if label.inline:
            fits = label.path not in at_starts and (
                _continues_line(label, here, opened) or (label.ended and label.dotted and follows(top, label.path))
            )
        else:
            fits = opened or _stands(mark, label, here) or _is_supported(marks, index, here)
            fits = fits and (label.dotted or not _comes_dotted(marks, index))
        if fits:
            spine[index] = label
            here = label.path
            top = max(top, here) if top[:1] == here[:1] else here
    return spine


def _reading(label: Label, here: Path, previous: Mark | None) -> Label | None:
    """«4.3.7. 1.» is 4.3.7.1 when that comes next and 4.3.7 does not; a bare number is no label of the spine."""
    place = previous.label.path if previous and previous.label.single and not label.inline else here
    if label.longer and not follows(here, label.path) and place and follows(place, label.longer.path):
        return label.longer
    return None if label.single else label


def _is_opened(label: Label, previous: Mark) -> bool:
    """Whether the mark just above is the section of the label."""
    if not previous.label.single or len(label.path) != 2 or label.path[0] != previous.number:
        return False
    return label.path[1] == 1 or (previous.look >= Look.TITLE and not label.inline and label.path[1] <= 1 + _GAP)


def _continues_line(label: Label, here: Path, opened: bool) -> bool:
    if not label.ended:
        return label.dotted and (opened or label.path == (*here, 1))
    return opened or (bool(here) and follows(here, label.path))


def _stands(mark: Mark, label: Label, here: Path) -> bool:
    if here and label.path[0] > here[0] + _LEAP:
        return False
    if not mark.settled:
        return follows(here, label.path, _GAP if label.dotted else 0)
    if label.dotted or mark.level:
        return True
    again = label.path in {here, (1, 1)}
    return again or follows(here, label.path, _GAP) or _is_sibling(here, label.path)


def _is_sibling(here: Path, path: Path) -> bool:
    return here[:-1] == path[:-1] and len(here) == len(path) and abs(here[-1] - path[-1]) <= _GAP


def _is_supported(marks: Sequence[Mark], index: int, here: Path) -> bool:
    """A doubtful label is believed when the next label of the spine comes right after it."""
    path = marks[index].label.path
    after = next((mark.label for mark in marks[index + 1 : index + 8] if not mark.label.single), None)
    near = bool(here) and 0 <= path[0] - here[0] <= 1
    return marks[index].settled and near and after is not None and not after.inline and follows(path, after.path)


def _comes_dotted(marks: Sequence[Mark], index: int) -> bool:
    """«2.5 ККТ» gives way to the clause 2.5. that is just below."""
    path = marks[index].label.path
    near = marks[index + 1 : index + 8]
    return any(mark.label.dotted and mark.label.path == path and not mark.label.inline for mark in near)
