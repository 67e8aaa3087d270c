"""Whatever a ticket can be, ask for or go through has a name; the scripts of pages say the same names."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import api
from tickets.life import STEPS as ARROWS
from tickets.life import By
from tickets.post.told import SIGNED, TOLD
from tickets.record.address import EmailFault
from tickets.record.clock import UNCLEAR
from tickets.record.conversation import Author
from tickets.record.labels import (
    ACTORS,
    ACTS,
    AUTHORS,
    CHANNELS,
    EMAIL_FAULTS,
    HELPED,
    HELPED_ASK,
    IDENTITIES,
    KINDS,
    NOT_CLEAR,
    OUTCOMES,
    OWN_ACTS,
    PERIODS,
    REQUESTS,
    ROLES,
    STATUSES,
    STEPS,
    Name,
    capital,
    what_is_due,
)
from tickets.record.ticket import Identity, Outcome, Request, Status, TicketKind
from tickets.record.undelivered import why_not
from tickets.staff.member import Role
from tickets.terms.periods import periods

ASSETS = Path(api.__file__).parent / "assets"
#: What the person does at other places than a ticket's buttons: writes, types a code, answers whether we helped.
ELSEWHERE = {"reply", "prove", "complain", "rate"}


@pytest.mark.parametrize(
    ("members", "named"),
    [
        (TicketKind, KINDS),
        (Request, REQUESTS),
        (Status, STATUSES),
        (Outcome, OUTCOMES),
        (Identity, IDENTITIES),
        (Author, AUTHORS),
        (Role, ROLES),
        (EmailFault, EMAIL_FAULTS),
        ({"open", *(step.name for step in ARROWS)}, STEPS),
        ({*periods(), "claim", UNCLEAR}, PERIODS),
        ({step.name for step in ARROWS if step.by is By.PERSON} - ELSEWHERE | {"close", "reopen"}, OWN_ACTS),
    ],
)
def test_each_has_a_name(members, named):
    assert set(members) == set(named)


def test_an_act_of_staff_is_a_step_that_its_ticket_can_take():
    assert set(ACTS) < set(STEPS)


def test_a_name_that_only_a_later_version_knows_stands_for_itself():
    assert (STEPS["teleport"].ru, CHANNELS["fax"].staff) == ("teleport", "fax")
    assert (what_is_due("claim"), what_is_due("moon")) == ("Ответить на претензию", "moon")


def test_what_nobody_has_named_is_called_so_and_not_by_a_name_of_ours():
    assert (what_is_due(UNCLEAR), NOT_CLEAR.staff) == ("Уточнить, чего просит человек", "не ясно, чего просит")


def test_who_of_the_staff_it_was_is_told_to_staff_only():
    anna = ACTORS["anna@example.org"]
    assert (anna.staff, anna.ru, anna.en) == ("anna@example.org", "сотрудник", "staff")


def test_why_something_did_not_arrive_is_said_in_words_where_there_are_any():
    assert why_not("Forbidden: bot was blocked by the user") == "человек заблокировал бота"
    assert why_not("451 4.7.1") == "451 4.7.1"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_widget_and_the_page_of_a_ticket_say_the_same_names(language: str):
    widget = (ASSETS / f"widget/words.tickets.{language}.js").read_text("utf-8")
    page = (ASSETS / f"status/words.{language}.js").read_text("utf-8")

    def said(names: Mapping[str, Name]) -> dict[str, str]:
        return {str(key): capital(name.to(language)) for key, name in names.items()}

    assert {str(key): name.to(language) for key, name in STATUSES.items()} == _strings(widget, "statuses")
    assert {str(fault): name.to(language) for fault, name in EMAIL_FAULTS.items()} == _strings(widget, "emailFaults")
    assert said(PERIODS) == _strings(widget, "terms")
    assert said(REQUESTS) == _strings(widget, "shapes")
    assert said(KINDS) == _strings(widget, "forms")
    assert f"{capital(NOT_CLEAR.to(language))}." == re.search('notClear: "(.*)"', widget)[1]
    assert OUTCOMES[Outcome.RETRACTED].to(language) == re.search('retractedStatus: "(.*)"', widget)[1]
    asked = {"ask": HELPED_ASK, "yes": HELPED[True], "no": HELPED[False]}
    assert {key: name.to(language) for key, name in asked.items()}.items() <= _strings(widget, "rating").items()
    acts = {"additions": "add", "consent/withdraw": "withdraw_consent"}
    assert said(OWN_ACTS) == {acts.get(name, name): words for name, words in _strings(widget, "acts").items()}
    steps = _strings(page, "steps")
    assert {step: words for step, words in said(STEPS).items() if step in steps} == steps
    people = dict(re.findall(r'^  (staff|you): "(.*)"', page, re.MULTILINE))
    assert said({"staff": AUTHORS[Author.STAFF], "you": AUTHORS[Author.USER]}) == people


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_widget_tells_what_happens_in_the_same_sentences(language: str):
    """It may add where to answer."""
    script = (ASSETS / f"widget/words.told.{language}.js").read_text("utf-8").replace("${", "{")
    heads = dict(re.findall(r"^    (\w+): {\s+(?:who|note): .*?`(.*?)`", script, re.MULTILINE))
    assert heads.keys() == TOLD.keys()
    for topic, told in TOLD.items():
        assert heads[topic].startswith(told.head.to(language))
    rests = dict(re.findall(r"^    (\w+): {(?:(?!^    }).)*?about: .*?`(.*?)`", script, re.MULTILINE | re.DOTALL))
    assert {topic: told.rest.to(language) for topic, told in TOLD.items() if told.rest} == rests
    assert SIGNED.to(language) == re.search("signed: .*?`(.*?)`", script)[1]
    for topic in ("ticket_resolved", "ticket_refused"):
        [rows] = re.findall(rf"^    {topic}: {{(.*?)^    }},", script, re.MULTILINE | re.DOTALL)
        assert TOLD[topic].end.to(language) == "".join(re.findall('"(.*?)"', rows))


def _strings(script: str, table: str) -> dict[str, str]:
    """The first string of each row of a table in a script."""
    rows = re.search(rf"\n  {table}: {{\n(.*?)\n  }}", script, re.DOTALL)[1]
    return dict(re.findall(r'^    "?([\w/]+)"?: \D*?"([^"]*)"', rows, re.MULTILINE))
