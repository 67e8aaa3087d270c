"""The page «Документы»: a file is looked at, added as a draft, and its editions are told; admins alone."""

import hashlib
from pathlib import Path

import pytest

from tests.api.console.browsing import SAME_SITE, Browser, Page
from tests.api.console.conftest import ANNA
from tests.two_editions import SECOND, one_edition
from tickets.audit.entry import latest


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    return one_edition(tmp_path / "offer")


@pytest.fixture
def app(app_with, tmp_path, offer):
    return app_with(data=tmp_path / "data", policy=offer)


async def uploaded(anna: Browser, content: bytes, name: str = "новая.txt") -> Page:
    page = await anna.open("/console/documents")
    sent = await anna.client.post(
        "/console/documents/file", data=page.filled("file"), files={"file": (name, content)}, headers=SAME_SITE
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
