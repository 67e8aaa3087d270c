"""An owner's second edition: its difference, its phrases, its day, and back again, while people go on asking."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from desk.desk import Desk
from desk.former import former_line
from desk.message import Message
from desk.reply import Answer, Reply, Suggestions
from desk.settings import Settings
from punkt.editions.checking import Checked
from punkt.following import Follower
from punkt.library import open_knowledge
from tests.conftest import MOSCOW
from tests.punkt.conftest import REPOSITORY, Punkt
from tests.punkt.editions.asked_offer import own_offer
from tests.two_editions import SECOND
from tickets.store.base import random_id
from tickets.store.database import Database

ROSES = "цветы сдохли на второй день, обменяете"  #: of clause 3.1, which moves to 2.4


@pytest.fixture
def settings(punkt: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in own_offer(tmp_path).items():
        monkeypatch.setenv(name, value)
    return Settings(_env_file=None)


async def ask(desk: Desk, database: Database, text: str, edition: str | None = None) -> Reply:
    async with database.transaction() as session:
        message = Message("web", random_id(), random_id(), text, edition=edition, begins=True)
        return await desk.receive(message, session)


def first(reply: Reply) -> tuple[str, str]:
    """Address and words of the clause that comes first."""
    assert isinstance(reply, Answer | Suggestions), reply
    return reply.quotes[0].address, reply.quotes[0].text


async def test_a_second_edition_from_the_file_to_its_day_and_back(
    punkt: Punkt, settings: Settings, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten kinds of change. No question ends under another clause, and none waits."""
    the_day(monkeypatch, date(2026, 12, 1))
    knowledge = open_knowledge(settings)
    desk = Desk(database, knowledge, MOSCOW)
    follower = Follower(desk, settings)
    assert first(await ask(desk, database, ROSES)) == (
        "3.1",
        "Увядший букет обменивается в течение суток по фотографии.",
    )

    file = tmp_path / "новая редакция.txt"
    file.write_text(SECOND, "utf-8")
    said = punkt("policy", "add", str(file), "--yes", "--effective", "2026-12-20").stdout
    assert "Новая редакция 2, по сравнению с редакцией 1" in said
    assert "изменены: 4, новые: 3, исключены: 1, под вопросом: 2" in said
    assert "фразы пункта 2.3 (1) отложены" in said
    assert "offer@2: черновик, с 20.12.2026" in punkt("policy", "list").stdout
    await follower.look()
    assert "1" == desk.knowledge.edition.id, "a draft is nobody's law"

    said = punkt("policy", "publish").stdout
    assert "Опубликована: offer@2, вступит 20.12.2026" in said
    assert "Измерено на сообщениях оценочных наборов: 3" in said
    assert "offer@2: ждёт своего дня, с 20.12.2026" in punkt("policy", "list").stdout
    the_day(monkeypatch, date(2026, 12, 19))
    await follower.look()
    assert ("1", "3.1") == (desk.knowledge.edition.id, first(await ask(desk, database, ROSES))[0])

    the_day(monkeypatch, date(2026, 12, 20))
    await follower.look()
    assert "2" == desk.knowledge.edition.id
    assert first(await ask(desk, database, ROSES)) == (
        "2.4",
        "Увядший букет обменивается в течение суток по фотографии.",
    )

    asked = await ask(desk, database, f"{ROSES}, как было 19.12.2026")
    assert first(asked)[0] == "3.1"
    assert asked.former is not None
    assert "Это прежняя редакция 1: она действовала до 20.12.2026." == former_line(asked.former, "ru")
    chosen = await ask(desk, database, ROSES, edition="1")
    assert (first(chosen)[0], chosen.former) == ("3.1", asked.former)
    assert chosen.quotes[0].url.endswith("/policy?edition=1#3.1")  # type: ignore[union-attr]
    assert (await ask(desk, database, f"{ROSES}, заказ был 19.12.2026")).former is None

    assert "offer@2 снова черновик. Действует offer@1." in punkt("policy", "undo").stdout
    await follower.look()
    assert ("1", "3.1") == (desk.knowledge.edition.id, first(await ask(desk, database, ROSES))[0])


async def test_a_fall_of_the_figures_delays_nothing_and_is_told(
    punkt: Punkt, settings: Settings, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new text takes the old one's place; what it touched is only suggested, until it is understood again."""
    fell = Checked(3, {"hit@1": (1.0, 0.5)}, {"hit@1": (1.0, 0.5)})
    file = tmp_path / "second.txt"
    file.write_text(SECOND, "utf-8")
    punkt("policy", "add", str(file), "--yes")
    with monkeypatch.context() as patch:
        patch.setattr("punkt.editions.publishing.check", lambda former, newer, encoder: fell)
        said = punkt("policy", "publish").stdout
    assert "Опубликована: offer@2, действует" in said
    assert "По пунктам 1.2, 2.1, 2.2, 3.1, 3.2, 3.3, 4.1, 5.1 будут только подсказки" in said
    assert "только подсказки по пунктам 1.2" in punkt("policy", "list").stdout
    knowledge = open_knowledge(settings)
    assert ("2", "2.2") == (knowledge.edition.id, knowledge.first.unsure[2])
    desk = Desk(database, knowledge, MOSCOW)
    asked = await ask(desk, database, "через сколько дней ждать розы")
    assert isinstance(asked, Suggestions)
    assert "2.2" in [quote.address for quote in asked.quotes]
    told = (await asyncio.to_thread(punkt, "doctor", ok=False)).stdout
    assert "понимает хуже прежней: по пунктам 1.2" in told


def the_day(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    for module in ("index.facts", "index.calendar", "punkt.editions.publishing"):
        monkeypatch.setattr(f"{module}.today", lambda: day)


async def test_an_edition_laid_beside_by_hand_is_built_without_a_command(settings: Settings) -> None:
    """What has no index yet is found by the facts alone."""
    from punkt.ahead import lacking
    from tests.two_editions import add

    assert ("offer@1",) == lacking(settings)
    add(settings.policy, "2", SECOND, "effective = 2126-01-01\n")
    assert ("offer@1", "offer@2") == lacking(settings)
    add(settings.policy, "3", SECOND, "draft = true\n")
    assert ("offer@1", "offer@2") == lacking(settings)


def test_a_document_of_the_package_is_copied_before_it_is_changed(
    punkt: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into the data folder; nothing of Punkt's own is written to."""
    monkeypatch.setenv("PUNKT_DATA", str(data := tmp_path / "own"))
    facts = (REPOSITORY / "policy_text/privacy/policy.toml").read_text("utf-8")
    text = (REPOSITORY / "policy_text/privacy/editions/1.txt").read_text("utf-8")
    file = tmp_path / "privacy.txt"
    file.write_text(text.replace("При утрате или разглашении", "В случае утраты или разглашения"), "utf-8")
    said = punkt("policy", "add", str(file), "--yes").stdout
    assert f"Черновик записан: privacy@2, папка {data / 'policies/privacy'}" in said
    assert facts == (REPOSITORY / "policy_text/privacy/policy.toml").read_text("utf-8")
    assert "draft = true" in (data / "policies/privacy/policy.toml").read_text("utf-8")
    before, after = (data / "policies/privacy" / name for name in ("phrases", "phrases-2"))
    assert sorted(file.name for file in before.glob("*.txt")) == sorted(file.name for file in after.glob("*.txt"))


def test_a_new_document_is_described_by_its_own_text(
    punkt: Punkt, settings: Settings, tmp_path: Path
) -> None:  # fmt: skip
    """Operator and addresses are read in it; it waits as a draft under PUNKT_DATA."""
    file = tmp_path / "Dostavka.txt"
    file.write_text(
        "Правила доставки\nООО «Лютик», https://lutik.example/rules, hello@lutik.example\n"
        "1. СРОКИ\n1.1. Доставка по городу занимает два дня.\n1.2. Самовывоз возможен в день заказа.\n"
        "2. ПРЕТЕНЗИИ\n2.1. На претензию отвечаем в течение 15 (пятнадцати) рабочих дней с момента её получения.\n",
        "utf-8",
    )
    said = punkt("policy", "add", str(file), "--yes").stdout
    assert "Это новый документ." in said
    assert "Документ: dostavka, «Правила доставки», оператор: ООО «Лютик»" in said
    assert (
        "Срок ответа на претензию: 15 рабочих дней, отсчёт — получение претензии (п. 2.1); прочитано в тексте" in said
    )
    assert "punkt terms --document dostavka --confirm КТО" in said
    written = (settings.data / "policies/dostavka/policy.toml").read_text("utf-8")
    assert 'operator = "ООО «Лютик»"' in written
    assert 'published_at = "https://lutik.example/rules"' in written
    assert "dostavka@1: черновик" in punkt("policy", "list").stdout
    again = punkt("policy", "add", str(file), "--yes", ok=False)
    assert "Этот файл уже есть: это редакция 1." in str(again.exception)


def test_what_cannot_be_is_a_sentence(punkt: Punkt, settings: Settings, tmp_path: Path) -> None:
    empty = tmp_path / "письмо.txt"
    empty.write_text("Здравствуйте, высылаем договор.\n", "utf-8")
    for words, told in (
        (("add", str(empty)), "не нашлось ни одного пункта"),
        (("publish",), "Черновиков нет"),
        (("undo",), "Отменять нечего"),
        (("diff", "1", "7"), "Редакции «7» нет"),
        (("diff", "нет@1", "1"), "Документа «нет» нет"),
    ):
        assert told in str(punkt("policy", *words, ok=False).exception)


def test_what_is_doubtful_is_asked_about(punkt: Punkt, settings: Settings, tmp_path: Path) -> None:
    """And an answer takes the phrases along; without one they are kept aside."""
    file = tmp_path / "second.txt"
    file.write_text(SECOND, "utf-8")
    said = punkt("policy", "add", str(file), answer="y\n3.1\n\n").stdout
    assert "похоже, разделён на 3.1, 3.2" in said
    assert "Доставка занимает" not in said.split("К какому пункту")[1]
    assert "фразы пункта 3.4 (1) отложены" in said
    assert "фразы пункта 3.2" not in said
    assert "## 3.1\n### покупатель\nкак получить обратно свои рубли" in (
        settings.policy / "phrases-2/offer.txt"
    ).read_text("utf-8")
    file.write_text(SECOND + "5.2. Скидки не складываются.\n", "utf-8")
    assert "Ничего не записано." in punkt("policy", "add", str(file), answer="n\n").stdout
