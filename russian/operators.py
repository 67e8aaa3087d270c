"""Operators: who a document is of, as they are named in a sentence: «индивидуальному предпринимателю Иванову»."""

import re

from russian.cases import Case, decline, decline_person

#: What stands before a person's name → how it is written out, by whom it is: men and, where it differs, women.
_TRADERS = re.compile(
    r"(?i)^(?P<who>ип|индивидуальный предприниматель|самозанят(?:ый|ая)(?: гражданин| гражданка)?|"
    r"плательщик налога на профессиональный доход|гражданин|гражданка|физическое лицо|адвокат|нотариус)\s+"
    r"(?P<name>[А-ЯЁ][А-Яа-яЁё-]+(?:\s+[А-ЯЁ][А-Яа-яЁё-]+|\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?)*)(?P<rest>.*)$"
)
_SHORT = {"ип": "индивидуальный предприниматель"}
_PERSON = re.compile(r"^[А-ЯЁ][а-яё-]+\s+[А-ЯЁ](?:[а-яё]+|\.)\s*(?:[А-ЯЁ](?:[а-яё]+(?:вич|вна|ична|ьич|мич)|\.))$")


def operator_in(name: str, case: Case) -> str:
    """An operator's name in this case: companies by their noun, people by their name; what has no forms stays."""
    if trader := _TRADERS.match(name):
        who = trader["who"].lower()
        called = _trader(_SHORT.get(who, who), case)
        return f"{called} {decline_person(trader['name'], case)}{trader['rest']}"
    if _PERSON.match(name):
        return decline_person(name, case)
    return decline(name, case)


def _trader(called: str, case: Case) -> str:
    """What traders are called; they are people, and theirs is the accusative of people."""
    return decline(called, Case.GENITIVE if case is Case.ACCUSATIVE else case)
