"""What figures, kinds and outcomes are called in reports."""

from index.cold.linking import Verdict
from index.decision import Course
from index.understanding import Kind

FIGURES = {
    "hit@1": "первый пункт верен",
    "hit@3": "верный среди первых трёх",
    "hit@1_strict": "первый пункт — самый точный",
    "macro_f1": "виды сообщений, macro-F1",
    "confident_wrong": "уверенный ответ не тем пунктом, от всех",
    "unanswerable_not_answered": "документ молчит: уверенного ответа нет",
    "answerable_answered": "документ отвечает: уверенный ответ дан",
    "answerable_refused": "документ отвечает: отказано",
    "calibration_error": "ошибка уверенности (10 долей)",
    "reach": "нужное обращение в одном нажатии",
    "claim_reach": "претензия в одном нажатии",
    "deletion_reach": "запрос о данных в одном нажатии",
    "needless": "кнопка тому, кто обращения не хочет",
    "shape": "чего просит запрос о данных, понято",
    "shape_unclear": "чего просит запрос о данных, переспросим",
    "first_turns": "первые реплики верны",
    "later_turns": "следующие реплики верны",
    "whole_talks": "разговоры верны целиком",
}
KINDS = {
    Kind.QUESTION: "вопрос",
    Kind.UNANSWERABLE: "документ молчит",
    Kind.CLAIM: "претензия",
    Kind.DELETION: "удаление",
    Kind.HUMAN: "нужен человек",
    Kind.SMALLTALK: "разговор",
}
OUTCOMES = {
    Course.ANSWER: "ответ",
    Course.SUGGESTIONS: "выбор",
    Course.NO_ANSWER: "молчит",
    Course.CLAIM: "претензия",
    Course.DELETION: "удаление",
    Course.HUMAN: "человек",
    Course.SMALLTALK: "разговор",
}

VERDICTS = {
    Verdict.PROPOSED: "предложена",
    Verdict.CONFIRMED: "подтверждена",
    Verdict.REFUSED: "отклонена",
    Verdict.ADDED: "добавлена вами",
}
