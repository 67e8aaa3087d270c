"""Several documents asked as one: whose clause comes first, and when nothing answers."""

from dataclasses import replace

from index.decision import Course, Thresholds, decide
from index.together import Voice, each_answered, heard, thresholds_of, together
from index.understanding import Candidate, Kind, Understanding

THRESHOLDS = Thresholds(answer=0.6, silent=0.5, offer=0.5)


def voice(document: str, kind: Kind, *confidences: float, silent: float | None = None, whole: bool = True) -> Voice:
    """What a document says; `silent` is how likely it thinks that it says nothing of what is asked."""
    silent = silent if silent is not None else 0.95 if kind is Kind.UNANSWERABLE else 0.03
    asks = 0.98 if kind in (Kind.QUESTION, Kind.UNANSWERABLE) else 0.02
    told = dict.fromkeys(Kind, 0.005) | {Kind.QUESTION: asks * (1 - silent), Kind.UNANSWERABLE: asks * silent}
    told[kind] = max(told[kind], 0.5)
    clauses = tuple(Candidate(str(place), share, document) for place, share in enumerate(confidences, 1))
    understood = Understanding(kind, told[kind], clauses, told, "ru", wishes={})
    return Voice(understood, THRESHOLDS.answer, 0.8 if whole else None)


def said(*voices: Voice) -> tuple[Course, list[str]]:
    """The course, and the documents of the first three clauses."""
    understood = together(voices)
    return decide(understood, THRESHOLDS).course, [each.document for each in understood.candidates[:3]]


def test_the_document_that_knows_answers_where_the_first_is_silent() -> None:
    course, documents = said(voice("privacy", Kind.UNANSWERABLE, 0.05), voice("offer", Kind.QUESTION, 0.97, 0.2))
    assert (Course.ANSWER, "offer") == (course, documents[0])


def test_what_the_first_answers_no_other_takes_away() -> None:
    """Though it thinks itself as sure: it cannot know that the first one has the clause."""
    course, documents = said(voice("privacy", Kind.QUESTION, 0.9), voice("offer", Kind.QUESTION, 0.95))
    assert (Course.ANSWER, "privacy") == (course, documents[0])


def test_where_several_come_near_the_person_chooses_between_them() -> None:
    """The best clause of each of the two likeliest is among the three that are shown."""
    found = said(
        voice("privacy", Kind.QUESTION, 0.4, 0.3, 0.3),
        voice("offer", Kind.QUESTION, 0.45),
        voice("rules", Kind.QUESTION),
    )
    assert Course.SUGGESTIONS == found[0]
    assert {"privacy", "offer"} == {*found[1]}


def test_nothing_answers_only_where_no_document_does() -> None:
    course, documents = said(
        voice("privacy", Kind.UNANSWERABLE, 0.05),
        voice("offer", Kind.UNANSWERABLE, 0.04),
        voice("rules", Kind.UNANSWERABLE),
    )
    assert (Course.NO_ANSWER, "privacy") == (course, documents[0])
    alone = together([voice("privacy", Kind.UNANSWERABLE, 0.05)])
    beside = together([voice("privacy", Kind.UNANSWERABLE, 0.05), voice("offer", Kind.QUESTION, 0.5)])
    assert beside.probabilities[Kind.UNANSWERABLE] < alone.probabilities[Kind.UNANSWERABLE]


def test_the_kind_of_message_is_told_by_the_document_whose_phrases_teach_it() -> None:
    """A claim stays one, whatever clauses the others find; theirs are shown beside."""
    course, documents = said(voice("privacy", Kind.CLAIM, 0.2), voice("offer", Kind.QUESTION, 0.99))
    assert (Course.CLAIM, ["privacy", "offer"]) == (course, documents)


def test_the_more_are_asked_in_vain_the_less_one_of_them_is_believed() -> None:
    silent = voice("privacy", Kind.UNANSWERABLE, 0.05)
    sure, others = voice("offer", Kind.QUESTION, 0.75), [voice(f"rules-{n}", Kind.UNANSWERABLE, 0.1) for n in range(4)]
    assert Course.ANSWER == said(silent, sure)[0]
    assert Course.ANSWER != said(silent, sure, *others)[0]


def test_documents_without_phrases_are_equals() -> None:
    """Whichever stands first: the surer one is before the other."""
    offer, rules = voice("offer", Kind.UNANSWERABLE, 0.2, whole=False), voice("rules", Kind.QUESTION, 0.5, whole=False)
    for order in ((offer, rules), (rules, offer)):
        understood = together(order)
        assert (Kind.QUESTION, "rules") == (understood.kind, understood.candidates[0].document)


def test_where_the_first_is_certain_nobody_else_is_asked() -> None:
    asked: list[str] = []

    def asking(one: Voice) -> Voice:
        asked.append(one.understanding.candidates[0].document)
        return one

    sure, unsure = voice("privacy", Kind.QUESTION, 0.99, silent=0.0), voice("privacy", Kind.QUESTION, 0.5)
    other = voice("offer", Kind.QUESTION, 0.9)
    assert 1 == len(heard([lambda: asking(sure), lambda: asking(other)]))
    assert 2 == len(heard([lambda: asking(unsure), lambda: asking(other)]))
    assert ["privacy", "privacy", "offer"] == asked


def test_how_sure_is_sure_enough_is_told_by_the_document_that_answers() -> None:
    lead, answering = Thresholds(0.7, 0.5, 0.1), Thresholds(0.6, 0.4, 0.2)
    assert Thresholds(0.6, 0.5, 0.1) == thresholds_of(lead, answering)


def sure(clause: Candidate) -> bool:
    return clause.confidence >= THRESHOLDS.answer


def quoted(understood: Understanding) -> tuple[Course, list[tuple[str, str]]]:
    """The course, and the clauses that are quoted."""
    found = decide(understood, THRESHOLDS)
    return found.course, [(each.document, each.number) for each in found.clauses[: found.quoted]]


STORED = together([voice("privacy", Kind.QUESTION, 0.9, 0.1), voice("offer", Kind.UNANSWERABLE, 0.1)])
DELIVERED = together([voice("privacy", Kind.UNANSWERABLE, 0.05), voice("offer", Kind.QUESTION, 0.97, 0.2)])
OF_NEITHER = together([voice("privacy", Kind.UNANSWERABLE, 0.05), voice("offer", Kind.UNANSWERABLE, 0.05)])


def test_each_of_two_questions_gets_the_clause_of_its_own_document() -> None:
    """Whichever of them the message as a whole is taken for; that comes first."""
    both = [("privacy", "1"), ("offer", "1")]
    assert (Course.ANSWER, both) == quoted(each_answered(STORED, [STORED, DELIVERED], sure))
    assert (Course.ANSWER, both[::-1]) == quoted(each_answered(DELIVERED, [STORED, DELIVERED], sure))
    assert (Course.ANSWER, both) == quoted(each_answered(OF_NEITHER, [STORED, DELIVERED], sure))


def test_a_question_that_no_document_answers_takes_nothing_from_the_other() -> None:
    assert (Course.ANSWER, [("offer", "1")]) == quoted(each_answered(DELIVERED, [DELIVERED, OF_NEITHER], sure))
    assert Course.NO_ANSWER == quoted(each_answered(OF_NEITHER, [OF_NEITHER, DELIVERED], sure))[0]


def test_of_a_question_that_is_not_surely_answered_the_likeliest_documents_are_among_the_three() -> None:
    """The other one, which is answered, comes first."""
    unsure = together([voice("privacy", Kind.UNANSWERABLE, 0.05, 0.04), voice("offer", Kind.QUESTION, 0.3, 0.2)])
    found = each_answered(STORED, [STORED, unsure], sure)
    assert (Course.ANSWER, [("privacy", "1")]) == quoted(found)
    assert {("privacy", "1"), ("offer", "1")} <= {each.ref for each in found.candidates[:3]}


def test_two_questions_of_another_document_get_both_its_clauses() -> None:
    """Though the first one is silent about each."""
    priced = replace(DELIVERED, candidates=(Candidate("7", 0.9, "offer"), *DELIVERED.candidates[1:]))
    found = each_answered(DELIVERED, [DELIVERED, priced], sure)
    assert (Course.ANSWER, [("offer", "1"), ("offer", "7")]) == quoted(found)


def test_who_asks_how_long_it_takes_is_told_of_no_clause() -> None:
    """What a move of the conversation means has no clauses, however many questions it is made of."""
    hurry = replace(OF_NEITHER, candidates=())
    assert hurry is each_answered(hurry, [STORED, DELIVERED], sure)


def test_parts_of_what_is_no_question_are_not_asked_of_anybody() -> None:
    claim = together([voice("privacy", Kind.CLAIM, 0.2), voice("offer", Kind.QUESTION, 0.99)])
    asked: list[Understanding] = []
    assert claim is each_answered(claim, (asked.append(STORED) or STORED for _ in range(2)), sure)
    assert [] == asked
