"""The page «Документы»: a file is looked at, added as a draft, and its editions are told; admins alone."""

import hashlib
from pathlib import Path

import pytest

from tests.api.console.browsing import SAME_SITE, Browser, Page
from tests.api.console.conftest import ANNA
from tests.index.formats.built_docx import NUMBERING, docx, in_list, p, t
from tests.punkt.test_clauses_of_word import CHANGED
from tests.two_editions import SECOND, one_edition
from tickets.audit.entry import latest


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    return one_edition(tmp_path / "offer")


@pytest.fixture
def app(app_with, tmp_path, offer):
    return app_with(data=tmp_path / "data", policy=offer)


async def uploaded(anna: Browser, content: bytes, name: str = "новая.txt", **typed: str) -> Page:
    page = await anna.open("/console/documents")
    data = page.filled("file") | typed
    sent = await anna.client.post(
        "/console/documents/file", data=data, files={"file": (name, content)}, headers=SAME_SITE
    )
    if sent.status_code == 303:
        return await anna.open(sent.headers["location"])
    return Page(sent.status_code, str(sent.url), sent.text)


async def test_a_file_becomes_a_draft_after_it_was_looked_at(anna, offer, database):
    """What changes, what to try, what is doubtful; the answer takes its phrases along."""
    page = await uploaded(anna, SECOND.encode())
    told = page.soup.select_one("main").get_text(" ", strip=True)
    for fact in ("Новая редакция 2", "Пунктов: 18", "Пункт 2.3 исключён", "Дерево пунктов", "Что спросить для пробы"):
        assert fact in told
    assert "четыре" in [each.text for each in page.soup.select("ins")]
    assert "draft" not in (offer / "policy.toml").read_text()
    form = page.filled("add") | {"goes-3.2": "3.1"}
    page = await anna.post("/console/documents/add", form)
    assert "Редакция 2: черновик" in page.text
    assert "Редакция 1: действует" in page.text
    assert "## 3.1" in (offer / "phrases-2/offer.txt").read_text()
    async with database.reading() as session:
        [entry, *_] = await latest(session)
    assert ("document.add", ANNA, "offer@2") == (entry.act, entry.actor, entry.about)


CONFIRMED = """[claim]
amount = 5
unit = "working"
start = "получение жалобы"
clause = "3.4"
words = "Ответ на жалобу даётся в течение пяти рабочих дней."
edition = "1"
confirmed_by = "Анна Петрова, 1 декабря 2026"
"""


async def test_a_confirmed_term_that_the_edition_says_otherwise_is_told(anna, offer):
    """Before it is added, and with the draft until somebody confirms it."""
    (offer / "terms.toml").write_text(CONFIRMED, "utf-8")
    page = await uploaded(anna, SECOND.encode())
    told = "Срок ответа на претензию был подтверждён по прежней редакции, п. 3.4 («Ответ на жалобу даётся"
    assert told in page.text
    assert "Теперь п. 3.3: «Жалобу можно подать письмом" in page.text
    page = await anna.send(page, "add")
    assert told in page.text


RULES = "1. КЛУБ\n1.1. Баллы начисляются в день покупки.\n1.2. Баллы сгорают через год.\n".encode()


async def test_a_new_document_has_the_title_and_the_id_that_were_typed(anna, tmp_path):
    """They are looked at before they are written down."""
    page = await uploaded(anna, RULES, title="Правила клуба «Ромашка»", document="club")
    assert "Новый документ: Правила клуба «Ромашка»" in page.text
    assert "id: club." in page.text
    page = await anna.send(page, "add")
    assert "Правила клуба «Ромашка» club" in page.text
    facts = (tmp_path / "data/policies/club/policy.toml").read_text("utf-8")
    assert 'title = "Правила клуба «Ромашка»"' in facts


async def test_without_them_the_text_and_the_name_of_the_file_tell(anna):
    page = await uploaded(anna, b"\xef\xbb\xbf" + "Правила клуба\n".encode() + RULES, name="club-rules.txt")
    assert "Новый документ: Правила клуба id: club-rules." in page.text


async def test_the_id_of_a_document_that_there_is_makes_its_next_edition(anna):
    """However little the texts have in common."""
    page = await uploaded(anna, RULES, document="offer")
    assert "Новая редакция 2: Оферта «Ромашки» id: offer." in page.text


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"document": "правила"}, "«правила» не годится как id: нужны латинские буквы"),
        ({"document": "../club"}, "«../club» не годится как id"),
        ({"title": "№ 1 — 2"}, "«№ 1 — 2» не годится как название: нужна одна строка с буквами"),
        ({"title": "Правила " * 20}, "не длиннее 120 знаков"),
    ],
)
async def test_a_title_or_an_id_that_is_none_is_told_and_stays_in_its_field(anna, tmp_path, typed, fault):
    page = await uploaded(anna, RULES, **typed)
    assert fault in page.fault
    [(field, value)] = typed.items()
    assert [value.strip()] == page.filled("file")[field]
    assert not (tmp_path / "data/policies/club").exists()


async def test_open_changes_are_decided_by_the_field_of_the_form(anna, tmp_path):
    """No word of the terminal is said to whoever sits at the console."""
    file = docx(p("Сроки", in_list(1)) + p(t("Ответ за ") + CHANGED + t(" дней."), in_list(1, 1)), numbering=NUMBERING)
    page = await uploaded(anna, file, "сроки.docx", document="terms")
    assert "В файле остались открытые правки: 2 (строка 2: удалено «30»" in page.fault
    assert "в поле «Открытые правки в файле» укажите, принять их или отклонить" in page.fault
    assert "--changes" not in page.text
    page = await uploaded(anna, file, "сроки.docx", document="terms", changes="reject")
    assert "Ответ за 30 дней." in page.text


async def test_what_cannot_be_is_told(anna, offer):
    """A file without clauses, the same file again, one that is gone, nothing to undo, a day that is none."""
    assert "не нашлось ни одного пункта" in (await uploaded(anna, b"hello")).text
    same = (offer / "editions/1.txt").read_bytes()
    assert hashlib.sha256(same).hexdigest() in (offer / "policy.toml").read_text()
    assert "Этот файл уже есть: это редакция 1" in (await uploaded(anna, same)).text
    assert "Файла уже нет" in (await anna.open("/console/documents/file?staged=../../etc")).text
    page = await anna.open("/console/documents")
    form = page.filled("undo")
    assert "Отменять нечего" in (await anna.post("/console/documents/undo", form)).text
    unread = {**form, "name": "offer@1", "effective": "завтра"}
    assert "День не читается" in (await anna.post("/console/documents/publish", unread)).text
    nothing = {**form, "name": "offer@1"}
    assert "Черновиков нет" in (await anna.post("/console/documents/publish", nothing)).text


async def test_others_do_not_see_it(boris):
    page = await boris.open("/console/documents")
    assert 403 == page.status
    assert "Документы" not in (await boris.open("/console")).text
