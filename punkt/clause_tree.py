"""The report of `punkt clauses`: the tree of a document, how much of it can be quoted, and what looked odd."""

from collections.abc import Iterator

from index.document.changes import undecided
from index.document.clause import Clause, Document

_WORDS = 70


def report(document: Document) -> Iterator[str]:
    """Its lines, without a look."""
    yield from (f"{'  ' * depth}{words}" for depth, words in tree(document))
    yield ""
    yield from counts(document)
    if document.changes:
        yield f"Открытые правки: {undecided(document.changes)}"
    if document.warnings:
        yield f"Предупреждения ({len(document.warnings)}):"
        yield from (f"  {warning}" for warning in document.warnings)


def print_report(document: Document) -> None:
    """The report on the standard output: as a drawn tree on a terminal, as plain lines elsewhere."""
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    console = Console(highlight=False)
    if not console.is_terminal:
        print("\n".join(report(document)))
        return
    root = Tree("", hide_root=True, guide_style="dim")
    above = [root]
    for depth, words in tree(document):
        del above[depth + 1 :]
        number, _, rest = words.partition("  ")
        above.append(above[-1].add(Text.assemble((number, "bold"), "  ", rest)))
    console.print(root)
    for line in counts(document):
        console.print(Text(line))
    if document.changes:
        console.print(Text(f"Открытые правки: {undecided(document.changes)}", "yellow"))
    for warning in document.warnings:
        console.print(Text(warning, "yellow"))


def tree(document: Document) -> Iterator[tuple[int, str]]:
    """Depth and words of the preamble and of each clause, in document order."""
    above: list[Clause] = []
    for clause in filter(None, (document.preamble, *document.clauses)):
        while above and not _is_child(clause, above[-1]):
            above.pop()
        yield len(above), f"{clause.number}  {_first_words(clause)}".rstrip()
        above.append(clause)


def _is_child(clause: Clause, upper: Clause) -> bool:
    """Whether a clause stands directly in another one; article 1 of chapter 1 has its number and is not article 2's."""
    if clause.parent != upper.number:
        return False
    return upper.parent != clause.parent or clause.number.startswith(f"{upper.number}.")


def counts(document: Document) -> Iterator[str]:
    """How many clauses there are, and how much of the text they hold."""
    top = sum(clause.parent is None for clause in document.clauses)
    yield f"Пунктов: {len(document.clauses)}, из них верхнего уровня: {top}"
    yield f"Вошло в пункты: {document.coverage * 100:.1f} % текста".replace(".", ",")
    for lost in document.lost:
        yield f"  не вошло со строки {lost.line} (букв: {lost.letters}): «{lost.words}»"


def _first_words(clause: Clause) -> str:
    words = " ".join((clause.heading or clause.text[: 2 * _WORDS]).split())
    return words if len(words) <= _WORDS else f"{words[:_WORDS].rsplit(' ', 1)[0]}…"
