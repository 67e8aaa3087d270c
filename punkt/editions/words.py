"""Differences and documents as the terminal tells them."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from index.editions.difference import Change, Doubt, Fate
from index.editions.reading import ChangeRead
from index.editions.wording import Said

TITLES = {
    Fate.UNCHANGED: "без изменений",
    Fate.RENUMBERED: "под другим номером",
    Fate.REWORDED: "изменены",
    Fate.ADDED: "новые",
    Fate.REMOVED: "исключены",
    Fate.DOUBTFUL: "под вопросом",
}
DOUBTS = {
    Doubt.SPLIT: "похоже, разделён на",
    Doubt.MERGED: "похоже, объединён с другим в",
    Doubt.UNLIKE: "может быть, стал",
}


def summary(changes: Sequence[Change]) -> str:
    """«изменены: 3, новые: 2, …»."""
    counts = {fate: sum(each.fate is fate for each in changes) for fate in TITLES}
    return ", ".join(f"{TITLES[fate]}: {count}" for fate, count in counts.items() if count)


def heading(change: Change) -> str:
    """What became of a clause, in a line."""
    old, new = change.old, change.new
    match change.fate:
        case Fate.RENUMBERED:
            return f"{old} → {new}: слова прежние" + (", перенесён в другой раздел" if change.moved else "")
        case Fate.REWORDED:
            return f"{new}: изменён" if old == new else f"{old} → {new}: изменён"
        case Fate.ADDED:
            return f"{new}: новый"
        case Fate.REMOVED:
            return f"{old}: исключён"
        case Fate.DOUBTFUL:
            assert change.doubt
            return f"{old}: {DOUBTS[change.doubt]} {', '.join(change.candidates)}"
        case Fate.UNCHANGED:
            return f"{new}: без изменений"


def print_changes(changes: Sequence[ChangeRead]) -> None:
    """Clause by clause, word by word: in colours on a terminal, as [-was-]{+is+} elsewhere."""
    console = Console(highlight=False, soft_wrap=True)
    for each in changes:
        if each.change.fate is Fate.UNCHANGED:
            continue
        console.print(Text(heading(each.change), "bold"))
        if each.change.fate is not Fate.RENUMBERED:
            console.print(_pieces(each, colours=console.is_terminal))
    print(f"\nВсего: {summary([each.change for each in changes])}.")


def _pieces(read: ChangeRead, *, colours: bool) -> Text:
    text = Text("  ")
    for piece in read.pieces:
        words = piece.text.replace("\n", "\n  ")
        if piece.said is Said.BOTH:
            text.append(words)
        elif piece.said is Said.BEFORE:
            text.append(words if colours else f"[-{words}-]", "red strike" if colours else "")
        else:
            text.append(words if colours else f"{{+{words}+}}", "green underline" if colours else "")
    return text


def figures_told(figures: dict[str, tuple[float, float]]) -> Iterator[str]:
    """Each as it was and as it would be."""
    from punkt.titles import FIGURES

    for name, (was, now) in figures.items():
        yield f"  {FIGURES.get(name, name)}: было {was:.3f}, будет {now:.3f}".replace(".", ",")
