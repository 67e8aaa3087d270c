"""An owner's afternoon: three documents beside the first, then another edition of one, while people go on asking."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.async_api import Browser, Page, expect

from desk.knowledge import Knowledge
from stand_in import User
from tests.conftest import VAULT
from tests.punkt.afternoon.edges import (
    PASSWORD,
    STAFF,
    Clause,
    answer_somebody,
    console,
    in_console,
    in_telegram,
    in_terminal,
    in_widget,
    visit,
)
from tests.punkt.afternoon.owners_place import Place, opened
from tests.punkt.afternoon.papers import (
    AGREEMENT,
    FIRST,
    OFFER,
    POLICY,
    RENTAL,
    RETURNS,
    SECOND,
    agreement,
    offer,
    policy,
    write_for_offer,
)
from tests.punkt.afternoon.people_ask import Asking, Question, people_ask
from tickets.staff.member import add_staff
from tickets.store.database import Database

OF_POLICY = ("а долго мое досье у вас пролежит", "доставщику вы мой номер дадите?", "мыло моё продаёте?")
CHANGES = (
    "1.2: новый",
    "1.2 → 1.3: слова прежние",
    "5.2 → 2.4: слова прежние, перенесён в другой раздел",
    "3.1: изменён",
    "[-400-]{+550+} рублей",
    "3.3: исключён",
    "в) в мастерской на Речной улице+}",
    "4.2: похоже, разделён на 4.2, 4.3",
    "4.3: похоже, объединён с другим в 4.4",
    "[-ПОКУПАТЕЛЯМ-]{+СКИДКИ И ПОДАРКИ+}",
)


def clause(document: str, title: str, text: str, number: str, edition: str = "1") -> Clause:
    """One of a paper, with the table that stands in it."""
    found = re.search(rf"^{re.escape(number)}\. (.+?)\n(?=\d|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found
    return Clause(document, title, edition, number, found[1].replace(" | ", "\t"))


def of_offer(first: str, second: str) -> Sequence[Clause]:
    return clause("offer", OFFER, FIRST, first), clause("offer", OFFER, SECOND, second, "2")


SUBURB = Question("почём привезти в пригород?", of_offer("3.2", "3.2"))
COURIER = Question("скоро ли клубочки приедут?", of_offer("3.1", "3.1"))
WOOL = Question("клубок полинял, поменяете?", of_offer("4.1", "4.1"), "offer")
LESSON = Question("не успею на мастер-класс, можно потом?", of_offer("5.2", "2.4"), "offer")
DEPOSIT = Question("когда вернёте залог за машину?", [clause("rental", RENTAL, AGREEMENT, "2.1")])
MONEY = Question("деньги за возврат когда придут на карту", [clause("vozvrat", RETURNS, POLICY, "2.1")])


@pytest.fixture
async def place(tmp_path: Path, sqlite_url: str, knowledge: Knowledge) -> AsyncIterator[Place]:
    """`knowledge` is asked for so that model and index are there; Anna may sign in."""
    database = Database(sqlite_url, VAULT)
    async with database.transaction() as session:
        await add_staff(session, STAFF, PasswordHasher(1, 8, 1).hash(PASSWORD))
    await database.close()
    async with opened(tmp_path) as started:
        yield started


async def test_three_documents_are_added_and_one_gets_another_edition_while_people_ask(
    place: Place, browser: Browser
) -> None:
    """No question fails, each gets its clause in the edition of the day, and the first policy answers as it did."""
    before = [await of_policy(place, text) for text in OF_POLICY]
    anna, ivan = await console(browser, place), place.telegram.user("Иван")
    asked = [Question(text, [given]) for text, given in zip(OF_POLICY, before, strict=True)]
    async with people_ask(place, asked) as asking:
        await adds_the_offer(place)
        await adds_the_agreement(place)
        await adds_the_policy(place, anna)
        await place.answers_by(privacy="1", offer="1", rental="1", vozvrat="1")
        asking.in_force |= {"offer": {"1"}, "rental": {"1"}, "vozvrat": {"1"}}
        asking.questions += [DEPOSIT, MONEY, COURIER, WOOL, LESSON, SUBURB]
        assert before == [await of_policy(place, text) for text in OF_POLICY]

        page = await visit(browser, place)
        await answer_somebody(anna, place)
        for question in (SUBURB, DEPOSIT, MONEY):
            assert {} == await missing(place, page, anna, ivan, question.text, question.clauses[0])

        await asking.once_more()
        await adds_another_edition(place)
        day = await waits_for_its_day(place, asking)
        assert {} == await missing(place, page, anna, ivan, SUBURB.text, SUBURB.clauses[1])
        await is_quoted_no_more_unless_it_is_named(place, ivan, day)
        await is_taken_back(place, asking)
        assert {} == await missing(place, page, anna, ivan, SUBURB.text, SUBURB.clauses[0])
        assert before == [await of_policy(place, text) for text in OF_POLICY]
        await asking.once_more()
    assert [] == asking.faults


async def adds_the_offer(place: Place) -> None:
    """In the terminal: a Word file with counted numbers; phrases, links and an evaluation set are written beside it."""
    said = await place.types("policy", "add", str(place.lay(offer())), "--yes", "--id", "offer")
    for told in ("Это новый документ.", f"offer, «{OFFER}», оператор: ООО «Ромашка»", "  3.1  Курьер привозит"):
        assert told in said
    assert "Вошло в пункты: 100,0 % текста" in said
    assert "Что спросить для пробы:" in said
    write_for_offer(place.added / "offer")
    assert "Опубликована: offer@1, действует" in await place.types("policy", "publish", "offer")


async def adds_the_agreement(place: Place) -> None:
    """In the terminal: a PDF."""
    file = str(place.lay(agreement()))
    said = await place.types("policy", "add", file, "--yes", "--id", "rental", "--title", RENTAL)
    assert "Это новый документ." in said
    assert "  2.1  Залог составляет три тысячи рублей" in said
    assert "Опубликована: rental@1, действует" in await place.types("policy", "publish", "rental")


async def adds_the_policy(place: Place, anna: Page) -> None:
    """On the page «Документы» of the console: a page of Google Docs."""
    await anna.goto("/console/documents")
    await anna.get_by_label("Файл новой редакции или нового документа").set_input_files(place.lay(policy()))
    await anna.get_by_role("button", name="Показать, что получится").click()
    shown = anna.get_by_role("region", name=f"Новый документ: {RETURNS}")
    await expect(shown).to_contain_text("Вошло в пункты: 100,0 % текста")
    await shown.get_by_text("Дерево пунктов").click()
    await expect(shown.locator("pre")).to_contain_text("1.2  Не подлежат возврату вещи, связанные на заказ")
    await shown.get_by_text("Что спросить для пробы").click()
    await expect(shown.get_by_role("listitem").filter(has_text="— 2.1")).to_be_visible()
    await shown.get_by_role("button", name="Добавить черновиком").click()
    document = anna.get_by_role("region", name=RETURNS)
    await expect(document).to_contain_text("Редакция 1: черновик")
    await document.get_by_role("button", name="Опубликовать").click()
    await expect(anna.locator(".notice")).to_contain_text("Публикуется vozvrat@1")
    async with asyncio.timeout(300):
        while "действует" not in await anna.locator(".notice").inner_text():
            await anna.get_by_role("link", name="Обновить").click()
            await asyncio.sleep(0.5)
    await expect(document).to_contain_text("Редакция 1: действует")


async def adds_another_edition(place: Place) -> None:
    """What changes is told clause by clause; phrases and links follow their clauses."""
    said = await place.types("policy", "add", str(place.lay(offer(SECOND))), "--yes")
    assert "Новая редакция 2, по сравнению с редакцией 1" in said
    assert "фразы пункта 3.3 (1) отложены" in said
    told = await place.types("policy", "diff", "offer@1", "offer@2")
    assert [] == [change for change in CHANGES if change not in told]
    phrases = (place.added / "offer/phrases-2/owner.txt").read_text("utf-8")
    assert "## 2.4\n### хозяйка\nне успею на мастер-класс" in phrases
    links = (place.added / "offer/phrases-2/links.toml").read_text("utf-8")
    assert '"3.3" = ["pickup"]' in links
    assert "failed-delivery" not in links


async def waits_for_its_day(place: Place, asking: Asking) -> date:
    """Measured and published ahead; the former text is quoted to the last day."""
    day = place.day + timedelta(days=19)
    said = await place.types("policy", "publish", "offer@2", "--effective", f"{day:%Y-%m-%d}")
    assert f"Опубликована: offer@2, вступит {day:%d.%m.%Y}" in said
    assert "Измерено на сообщениях оценочных наборов: 4" in said
    assert f"offer@2: ждёт своего дня, с {day:%d.%m.%Y}" in await place.types("policy", "list")
    place.comes(day - timedelta(days=1))
    assert [] == SUBURB.clauses[0].missing_in(await in_terminal(place, SUBURB.text))
    await asking.once_more()

    asking.in_force["offer"] = {"1", "2"}
    place.comes(day)
    await place.answers_by(offer="2")
    asking.in_force["offer"] = {"2"}
    await asking.once_more()
    return day


async def is_quoted_no_more_unless_it_is_named(place: Place, ivan: User, day: date) -> None:
    """The former text: by a day in the words, or chosen; the first line says until when it held."""
    before = f"{day - timedelta(days=1):%d.%m.%Y}"
    said = await in_telegram(ivan, f"почём привезти в пригород, как было {before}")
    named = {"text": LESSON.text, "document": "offer", "edition": "1"}
    reply = (await place.web.post("/api/v1/messages", json=named)).json()
    for told in (said, reply["text"]):
        assert re.match(rf"Это прежняя редакция 1 от [\d.]+: она действовала до {day:%d.%m.%Y}\.", told)
    assert [] == SUBURB.clauses[0].missing_in(said)
    assert ("5.2", LESSON.clauses[0].text) == (reply["clauses"][0]["number"], reply["clauses"][0]["quote"])
    changes = await place.web.get("/policy/changes", params={"document": "offer"})
    assert "Речной улице" in changes.text


async def is_taken_back(place: Place, asking: Asking) -> None:
    asking.in_force["offer"] = {"1", "2"}
    assert "offer@2 снова черновик. Действует offer@1." in await place.types("policy", "undo")
    await place.answers_by(offer="1")
    asking.in_force["offer"] = {"1"}


async def of_policy(place: Place, text: str) -> Clause:
    """The clause of the first policy that comes first."""
    reply = (await place.web.post("/api/v1/messages", json={"text": text})).json()
    first = reply["clauses"][0]
    assert ("answer", "privacy") == (reply["kind"], first["document"])
    return Clause("privacy", "", first["edition"], first["number"], first["quote"])


async def missing(place: Place, page: Page, anna: Page, ivan: User, text: str, given: Clause) -> dict[str, list[str]]:
    """Where people ask this, what they cannot read of a clause there."""
    said = {
        "telegram": await in_telegram(ivan, text),
        "widget": await in_widget(page, text, given),
        "console": await in_console(anna, text, given),
        "terminal": await in_terminal(place, text),
    }
    _, since = (await place.editions())[given.document]
    return {
        edge: unread
        for edge, words in said.items()
        if (unread := given.missing_in(words, since if edge == "console" else None))
    }
