"""The charts of questions: what people ask about, and what they ask in vain."""

from collections.abc import Mapping, Sequence

from api.console.insight import figure_words
from api.console.insight.chart import Bar, Chart, Key, Mark, Table
from desk.clause_names import clause_label, clause_numbered
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
        title=_most_asked(found),
        about="Вопросы по самому близкому пункту политики. Если в сообщении их два, считается первый.",
        bars=[_bar(one, _outcomes([one]), knowledge) for one in found[:DRAWN]],
        more=figure_words.more_clauses(len(rest), sum(one.total for one in rest)) if rest else "",
        table=Table(
            ("Пункт", "О чём", "Вопросов", "Ответ", "На выбор", "Без ответа", "Помогло", "Не помогло"),
            [
                (
                    *(_called(one.clause), beginning(knowledge, one.clause), one.total),
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
        title=_useless(found),
        about="Политика об этом молчит, или человек отметил, что ответ не помог. Адреса и номера в примерах скрыты.",
        bars=[
            _bar(one, {Mark.HOLLOW: one.unanswered, Mark.CROSS: one.disliked}, knowledge, one.examples) for one in found
        ],
        table=Table(
            ("Ближайший пункт", "О чём", "Всего", "Без ответа", "Не помогло", "Примеры"),
            [
                (
                    *(_called(one.clause), beginning(knowledge, one.clause)),
                    *(one.total, one.unanswered, one.disliked, " | ".join(one.examples)),
                )
                for one in found
            ],
        ),
        empty=figure_words.NO_USELESS,
        key=[Key(Mark.HOLLOW, "без ответа", unanswered), Key(Mark.CROSS, "ответ не помог", disliked)],
        wide=True,
    )


def beginning(knowledge: Knowledge, clause: str | None) -> str:
    """What a clause begins with; nothing of one that the edition in force does not have."""
    found = knowledge.policy.clauses.get(clause) if clause else None
    return glimpse(found.text or found.heading, BEGINNING) if found else ""


def _outcomes(found: Sequence[Asked]) -> dict[Mark, int]:
    return {
        Mark.SOLID: sum(one.answered for one in found),
        Mark.HATCH: sum(one.suggested for one in found),
        Mark.HOLLOW: sum(one.unanswered for one in found),
    }


def _bar(one: Asked | InVain, parts: Mapping[Mark, float], knowledge: Knowledge, examples: Sequence[str] = ()) -> Bar:
    return Bar(
        label=_called(one.clause),
        value=str(one.total),
        parts=parts,
        words=beginning(knowledge, one.clause),
        clause=one.clause if one.clause in knowledge.policy.clauses else None,
        examples=examples,
    )


def _called(clause: str | None) -> str:
    return clause_label(clause) if clause else figure_words.NO_CLAUSE


def _most_asked(found: Sequence[Asked]) -> str:
    if not found:
        return "О чём спрашивают"
    about = f"о пункте {clause_numbered(found[0].clause)}" if found[0].clause else "о том, чего в политике нет"
    return f"Чаще всего спрашивают {about}: {found[0].total} из {sum(one.total for one in found)}"


def _useless(found: Sequence[InVain]) -> str:
    if not found:
        return "Что спрашивают без пользы"
    first = found[0]
    nearest = f", чаще всего рядом с пунктом {clause_numbered(first.clause)}: {first.total}" if first.clause else ""
    return f"Без пользы: {figure_words.questions(sum(one.total for one in found))}{nearest}"
