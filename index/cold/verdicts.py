"""Writing down what the owner says of links."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from index.cold.linking import LinksError, Verdict, load_verdicts


def judge(file: Path, topics: Sequence[str], clauses: Sequence[str], given: Iterable[tuple[str, Verdict]]) -> None:
    """Add verdicts on links, written «clause=topic», to the document's file; the newest holds. Raises LinksError."""
    verdicts = dict(load_verdicts(file, topics, clauses))
    for pair, verdict in given:
        clause, _, topic = (part.strip() for part in pair.partition("="))
        if clause not in clauses:
            raise LinksError(f"В документе нет пункта «{clause}»: пишите так: 5.1=retention.")
        if topic not in topics:
            raise LinksError(f"В библиотеке нет темы «{topic}»: пишите так: 5.1=retention.")
        verdicts[topic, clause] = verdict
    file.write_text(told(verdicts, clauses), encoding="utf-8")


def told(verdicts: dict[tuple[str, str], Verdict], clauses: Sequence[str]) -> str:
    """The file of links, in the order of the document."""
    lines = ["# Темы пунктов, как их рассудил владелец документа: punkt links."]
    for verdict in (Verdict.CONFIRMED, Verdict.REFUSED, Verdict.ADDED):
        lines += ["", f"[{verdict}]"]
        for clause in clauses:
            own = sorted(topic for (topic, of), said in verdicts.items() if of == clause and said is verdict)
            if own:
                named = ", ".join(f'"{topic}"' for topic in own)
                lines.append(f'"{clause}" = [{named}]')
    return "\n".join(lines) + "\n"
