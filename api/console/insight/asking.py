"""The charts of questions: what people ask about, and what they ask in vain."""

from collections.abc import Mapping, Sequence

from api.console.insight import figure_words
from api.console.insight.chart import Bar, Chart, Key, Mark, Table
from desk.clause_names import clause_label, clause_numbered, in_link, titled, within_quotes
from desk.insight import Asked, InVain
from desk.knowledge import Knowledge
from tickets.text.masking import glimpse

DRAWN = 12  #: clauses; the table has them all
BEGINNING = 70  #: characters of a clause that tell what it is about


def asked_chart(found: Sequence[Asked], knowledge: Knowledge) -> Chart:
    """Questions by the clause that is nearest."""
    rest = found[DRAWN:]
    words = ("ответ", "на выбор несколько пунктов", "без ответа")
    return Chart(
        name="questions",
        title=_most_asked(found, knowledge),
        about="Вопросы по самому близкому пункту. Если в сообщении их два, считается первый.",
        bars=[_bar(one, _outcomes([one]), knowledge) for one in found[:DRAWN]],
        more=figure_words.more_clauses(len(rest), sum(one.total for one in rest)) if rest else "",
        table=Table(
            ("Пункт", "О чём", "Вопросов", "Ответ", "На выбор", "Без ответа", "Помогло", "Не помогло"),
            [
                (
                    *(_called(one, knowledge), beginning(knowledge, one.clause, one.document), one.total),
                    *(one.answered, one.suggested, one.unanswered, one.liked, one.disliked),
                )
                for one in found
            ],
        ),
        empty=figure_words.NO_QUESTIONS,
        key=[Key(mark, said, number) for (mark, number), said in zip(_outcomes(found).items(), words, strict=True)],
        wide=True,
    )


def in_vain_chart(found: Sequence[InVain], knowledge: Knowledge) -> Chart:
    """Unanswered and disliked ones, with what was asked."""
    unanswered, disliked = sum(one.unanswered for one in found), sum(one.disliked for one in found)
    return Chart(
        name="in-vain",
        title=_useless(found, knowledge),
        about="Документы об этом молчат, или человек отметил, что ответ не помог. Адреса и номера в примерах скрыты.",
        bars=[
            _bar(one, {Mark.HOLLOW: one.unanswered, Mark.CROSS: one.disliked}, knowledge, one.examples) for one in found
        ],
        table=Table(
            ("Ближайший пункт", "О чём", "Всего", "Без ответа", "Не помогло", "Примеры"),
            [
                (
                    *(_called(one, knowledge), beginning(knowledge, one.clause, one.document)),
                    *(one.total, one.unanswered, one.disliked, " | ".join(one.examples)),
                )
                for one in found
            ],
        ),
        empty=figure_words.NO_USELESS,
        key=[Key(Mark.HOLLOW, "без ответа", unanswered), Key(Mark.CROSS, "ответ не помог", disliked)],
        wide=True,
    )


def beginning(knowledge: Knowledge, clause: str | None, document: str = "") -> str:
    """What a clause begins with; nothing of one that no edition in force has."""
    known = clause is not None and knowledge.has(clause, document)
    found = knowledge.known(document).policy.clauses[clause] if known and clause else None
    return glimpse(found.text or found.heading, BEGINNING) if found else ""


def _outcomes(found: Sequence[Asked]) -> dict[Mark, int]:
    return {
        Mark.SOLID: sum(one.answered for one in found),
        Mark.HATCH: sum(one.suggested for one in found),
        Mark.HOLLOW: sum(one.unanswered for one in found),
    }


def _bar(one: Asked | InVain, parts: Mapping[Mark, float], knowledge: Knowledge, examples: Sequence[str] = ()) -> Bar:
    return Bar(
        label=_called(one, knowledge),
        value=str(one.total),
        parts=parts,
        words=beginning(knowledge, one.clause, one.document),
        url=_page(one, knowledge),
        examples=examples,
    )


def _page(one: Asked | InVain, knowledge: Knowledge) -> str | None:
    if one.clause is None or not knowledge.has(one.clause, one.document):
        return None
    return f"{knowledge.page(one.document)}#{in_link(one.clause)}"


def _called(one: Asked | InVain, knowledge: Knowledge) -> str:
    """With the title of its document where there are several, and with its id where that is not among them any more."""
    if one.clause is None:
        return figure_words.NO_CLAUSE
    known = not one.document or one.document in knowledge.documents
    return titled(clause_label(one.clause), knowledge.title(one.document) if known else one.document)


def _within(clause: str, document: str, knowledge: Knowledge) -> str:
    """«5.1», of a document where there are several."""
    title = knowledge.title(document) if not document or document in knowledge.documents else document
    return f"{clause_numbered(clause)} документа «{within_quotes(title)}»" if title else clause_numbered(clause)


def _most_asked(found: Sequence[Asked], knowledge: Knowledge) -> str:
    if not found:
        return "О чём спрашивают"
    clause = found[0].clause
    about = f"о пункте {_within(clause, found[0].document, knowledge)}" if clause else "о том, чего в документах нет"
    return f"Чаще всего спрашивают {about}: {found[0].total} из {sum(one.total for one in found)}"


def _useless(found: Sequence[InVain], knowledge: Knowledge) -> str:
    if not found:
        return "Что спрашивают без пользы"
    first = found[0]
    where = _within(first.clause, first.document, knowledge) if first.clause else ""
    nearest = f", чаще всего рядом с пунктом {where}: {first.total}" if where else ""
    return f"Без пользы: {figure_words.questions(sum(one.total for one in found))}{nearest}"
