"""Files for one's own ticket over HTTP."""

import asyncio
import io
import os
import resource
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from PIL import Image
from sqlalchemy import select, update
from starlette.formparsers import MultiPartParser

from api.public import attachments
from desk.uploads import MOST
from tests.api.receipts import URL, bearer, look, open_ticket, step
from tickets.post.outbox import OutboxRow
from tickets.queue.lists import ticket_with_history
from tickets.record.attachment import LARGEST, YOUNG, Attachment, Shelf
from tickets.record.ticket import Ticket
from tickets.steps.by_staff import ask, take
from tickets.store.base import now
from tickets.store.database import Database

SMALL = 4 << 20  #: bytes, more than the database and less than the letter
PDF = ("чек.pdf", b"%PDF-1.7\n%%EOF", "application/pdf")
ANNA = "anna@example.ru"


@pytest.fixture
def app(app_with, tmp_path):
    return app_with(data=tmp_path)


@pytest.fixture
def kept(tmp_path: Path):
    """The files that lie on the shelf."""
    folder = tmp_path / "attachments"
    return lambda: sorted(folder.iterdir()) if folder.exists() else []


async def attach(
    client: httpx.AsyncClient, receipt: dict, file: tuple = PDF, key: str = "f-1", token: str | None = None
) -> httpx.Response:
    headers = bearer(token or receipt["token"]) | {"Idempotency-Key": key}
    return await client.post(f"{URL}/{receipt['number']}/attachments", files={"file": file}, headers=headers)


def fault(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["type"].removeprefix("urn:punkt:")


async def test_a_file_is_kept_shown_and_told_to_staff(client, database, kept):
    """As an addition: the history says who and when; whoever waited for the person has an answer."""
    receipt = await open_ticket(client)
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        await ask(session, receipt["number"], ANNA, "Пришлите чек")
    sent = await attach(client, receipt)
    told = sent.json()
    assert (sent.status_code, set(told)) == (201, {"id", "name", "mime", "size"})
    assert (told["name"], told["mime"], told["size"]) == ("чек.pdf", "application/pdf", len(PDF[1]))
    state = await look(client, receipt)
    assert state["attachments"] == [told]
    assert [each["text"] for each in state["additions"]] == ["Приложен файл: чек.pdf"]
    assert state["status"] == "taken"
    assert [path.read_bytes() for path in kept()] == [PDF[1]]
    async with database.reading() as session:
        steps = [(one.step, one.actor) for one in (await ticket_with_history(session, receipt["number"])).events]
        topics = (await session.scalars(select(OutboxRow.topic).where(OutboxRow.channel == "staff"))).all()
    assert steps[-2:] == [("add", "user"), ("reply", "user")]
    assert "user_added" in topics


async def test_the_person_gets_a_file_back_as_it_is_kept(client, kept):
    """Only to keep, never to show: nothing of it runs. Of another ticket, or gone from the folder: not there."""
    receipt, other = await open_ticket(client), await open_ticket(client, "k-2")
    told = (await attach(client, receipt, ("page «1».txt", b"<script>alert(1)</script>", "text/html"))).json()

    async def fetch(ticket: dict) -> httpx.Response:
        url = f"{URL}/{ticket['number']}/attachments/{told['id']}"
        return await client.get(url, headers=bearer(ticket["token"]))

    answer = await fetch(receipt)
    assert (answer.status_code, answer.content) == (200, b"<script>alert(1)</script>")
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''page%20%C2%AB1%C2%BB.txt"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"
    foreign = await fetch(other)
    assert foreign.status_code == 404
    kept()[0].unlink()
    assert (await fetch(receipt)).text == foreign.text


async def test_the_same_request_again_keeps_one_file(client, kept):
    """However often it comes, also at the same moment; another file under the same key is refused."""
    receipt = await open_ticket(client)
    first = await attach(client, receipt)
    again = await asyncio.gather(*(attach(client, receipt) for _ in range(3)))
    assert {answer.text for answer in again} == {first.text}
    other = await attach(client, receipt, ("иной.pdf", b"%PDF-1.4", "application/pdf"))
    assert fault(other) == (409, "key-reused")
    assert len(kept()) == 1
    assert len((await look(client, receipt))["additions"]) == 1


def archive(*names: str, size: int = 1) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, b"\0" * size)
    return file.getvalue()


REFUSED = [
    (("рисунок.svg", b"<svg onload=alert(1)>", "image/svg+xml"), "forbidden-type"),
    (("page.html", b"<script>alert(1)</script>", "text/html"), "forbidden-type"),
    (("page.xhtml", b"<html/>", "image/png"), "forbidden-type"),
    (("files.zip", archive("a"), "application/zip"), "forbidden-type"),
    (("чек.pdf.exe", b"MZ", "application/pdf"), "forbidden-type"),
    (("чек.exe\u202e.pdf", b"MZ" + bytes(100), "application/pdf"), "other-than-named"),
    (("con", b"MZ", "text/html"), "forbidden-type"),
    (("чек.pdf", b"MZ" + bytes(100), "application/pdf"), "other-than-named"),
    (("фото.png", b"<svg/>", "image/png"), "other-than-named"),
    (("письмо.docx", archive("word/document.xml"), ""), "other-than-named"),
]


@pytest.mark.parametrize(("file", "reason"), REFUSED, ids=[file[0] for file, _ in REFUSED])
async def test_what_is_dangerous_or_not_what_it_says_is_refused(client, kept, file, reason):
    """By the name and by the bytes, whatever the sender calls it; nothing of it stays."""
    receipt = await open_ticket(client)
    assert fault(await attach(client, receipt, file)) == (415, reason)
    assert kept() == []
    assert (await look(client, receipt))["additions"] == []


NAMES = [
    ("../../etc/passwd.txt", "passwd.txt"),
    ("C:\\Windows\\win.txt", "win.txt"),
    ("/abs/a.txt", "a.txt"),
    ("a\x00b.txt", "ab.txt"),
    ("чек\r\nSet-Cookie: a=b.txt", "чекSet-Cookie: a=b.txt"),
    ("я" * 300 + ".txt", "я" * 116 + ".txt"),
]


@pytest.mark.parametrize(("sent", "name"), NAMES, ids=range(len(NAMES)))
async def test_a_name_never_becomes_a_path(client, kept, sent, name):
    """Folders, drives, NUL and line ends are dropped; on the disk a file is called by an id of ours."""
    receipt = await open_ticket(client)
    boundary = b"x-x-x"
    disposition = f'Content-Disposition: form-data; name="file"; filename="{sent}"'.replace("\r\n", "\r").encode()
    body = b"--" + boundary + b"\r\n" + disposition + b"\r\n\r\nok\r\n--" + boundary + b"--\r\n"
    headers = bearer(receipt["token"]) | {"Idempotency-Key": "k", "Content-Type": "multipart/form-data; boundary=x-x-x"}
    answer = await client.post(f"{URL}/{receipt['number']}/attachments", content=body, headers=headers)
    if answer.status_code == 400:  # the reader of forms refuses the line itself
        assert (fault(answer), kept()) == ((400, "not-a-file"), [])
        return
    assert (answer.status_code, answer.json()["name"]) == (201, name)
    assert [path.name for path in kept()] == [answer.json()["id"]]


async def test_an_archive_in_a_document_is_not_unpacked(client, kept):
    """A document that would grow a thousandfold is kept as the few bytes that it is."""
    bomb = archive("[Content_Types].xml", "word/document.xml", size=50_000_000)
    receipt = await open_ticket(client)
    answer = await attach(client, receipt, ("бомба.docx", bomb, ""))
    assert (answer.status_code, answer.json()["size"]) == (201, len(bomb))
    assert len(bomb) < 200_000
    assert [path.stat().st_size for path in kept()] == [len(bomb)]


async def test_a_photo_loses_where_and_with_what_it_was_taken(client, kept):
    """Place, time and device; how it is to be turned stays."""
    picture, exif = io.BytesIO(), Image.Exif()
    exif[0x010F], exif[0x0112] = "SecretCamera", 6
    exif.get_ifd(0x8825)[2] = (55.0, 45.0, 7.0)
    Image.new("RGB", (8, 8)).save(picture, "jpeg", exif=exif)
    assert b"SecretCamera" in picture.getvalue()
    await attach(client, await open_ticket(client), ("фото.jpg", picture.getvalue(), "image/jpeg"))
    [path] = kept()
    assert b"SecretCamera" not in path.read_bytes()
    left = Image.open(path).getexif()
    assert (left.get(0x0112), dict(left.get_ifd(0x8825))) == (6, {})


async def test_what_is_too_large_is_refused_before_it_is_read(client, kept):
    """Announced, unannounced, and by its size alone."""
    receipt = await open_ticket(client)
    url = f"{URL}/{receipt['number']}/attachments"
    headers = bearer(receipt["token"]) | {"Idempotency-Key": "k", "Content-Type": "multipart/form-data; boundary=x"}
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        while True:
            read += 1
            yield b"a" * 1024 * 1024

    announced = headers | {"Content-Length": str(10 * LARGEST)}
    assert fault(await client.post(url, content=endless(), headers=announced)) == (413, "too-large")
    assert read == 0
    assert fault(await client.post(url, content=endless(), headers=headers)) == (413, "too-large")
    assert read <= 22
    just_over = ("a.txt", b"a" * (LARGEST + 1), "text/plain")
    assert fault(await attach(client, receipt, just_over)) == (413, "too-large")
    assert kept() == []


async def test_who_may_not_send_is_told_before_anything_is_read(client, database):
    """A stranger, another person's token, an erased ticket, one that is closed, and one that has enough files."""
    receipt, other = await open_ticket(client), await open_ticket(client, "k-2")
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        read += 1
        yield b"--x\r\n"

    async def refused(token: str | None) -> tuple[int, str]:
        headers = {"Idempotency-Key": "k", "Content-Type": "multipart/form-data; boundary=x"}
        headers |= bearer(token) if token else {}
        return fault(await client.post(f"{URL}/{receipt['number']}/attachments", content=body(), headers=headers))

    assert await refused(None) == (401, "token-missing")
    assert await refused(other["token"]) == (404, "not-found")
    async with database.transaction() as session:
        ticket = await ticket_with_history(session, receipt["number"])
        for _ in range(MOST):
            session.add(Attachment(conversation_id=ticket.conversation_id, ticket_id=ticket.id, media="document",
                                   name="a.txt", mime="text/plain", size=1, sha256="0" * 64))  # fmt: skip
    assert await refused(receipt["token"]) == (409, "too-many-files")
    await step(client, receipt, "retract")
    assert await refused(receipt["token"]) == (409, "wrong-step")
    async with database.transaction() as session:
        await session.execute(update(Ticket).values(erased_at=now()))
    assert await refused(receipt["token"]) == (409, "ticket-erased")
    assert read == 0


FORM = "multipart/form-data; boundary=x"
PART = b"--x\r\nContent-Disposition: form-data; name="
BODIES = {
    "no form": ("application/json", b"{}"),
    "no boundary": ("multipart/form-data", b"--x--"),
    "cut": (FORM, PART + b'"file"; filename="a.t'),
    "a field": (FORM, PART + b'"file"\r\n\r\na\r\n--x--'),
    "two files": (FORM, (PART + b'"file"; filename="a.txt"\r\n\r\na\r\n') * 2 + b"--x--\r\n"),
    "another field": (FORM, PART + b'"f"; filename="a.txt"\r\n\r\na\r\n--x--\r\n'),
}


@pytest.mark.parametrize("name", BODIES)
async def test_what_is_no_form_with_a_file_is_told_so(client, kept, name):
    receipt = await open_ticket(client)
    kind, body = BODIES[name]
    headers = bearer(receipt["token"]) | {"Idempotency-Key": "k", "Content-Type": kind}
    answer = await client.post(f"{URL}/{receipt['number']}/attachments", content=body, headers=headers)
    assert (fault(answer), kept()) == ((400, "not-a-file"), [])


@pytest.mark.parametrize("limit", ["SILENCE", "WHOLE"])
async def test_a_body_that_does_not_come_is_given_up(client, kept, monkeypatch, limit):
    """Neither one that stops nor one that trickles holds a connection for ever."""
    monkeypatch.setattr(attachments, limit, 0.2)
    receipt = await open_ticket(client)
    stopped = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        if limit == "SILENCE":
            await stopped.wait()
        while True:
            yield b"a"
            await asyncio.sleep(0.01)

    headers = bearer(receipt["token"]) | {"Idempotency-Key": "k", "Content-Type": "multipart/form-data; boundary=x"}
    answer = await client.post(f"{URL}/{receipt['number']}/attachments", content=body(), headers=headers)
    assert (fault(answer), kept()) == ((408, "too-slow"), [])


async def test_one_address_sends_few_files_at_once(app_with, client_of, tmp_path, monkeypatch):
    """And so many a minute; other requests of the same address are not held up."""
    monkeypatch.setattr(attachments, "PER_CLIENT", 0)
    async with client_of(app_with(data=tmp_path, rate_limit="60/minute")) as client:
        receipt = await open_ticket(client)
        assert fault(await attach(client, receipt)) == (429, "too-many-uploads")
        monkeypatch.setattr(attachments, "PER_CLIENT", 4)
        assert (await attach(client, receipt)).status_code == 201
        statuses = [(await attach(client, receipt)).status_code for _ in range(19)]
        assert (statuses[-2:], (await look(client, receipt))["number"]) == ([201, 429], receipt["number"])


async def test_bytes_of_an_upload_that_was_killed_go_after_a_while(database: Database, client, tmp_path, kept):
    """A process that died between the bytes and their row leaves a file that nobody refers to."""
    await attach(client, await open_ticket(client))
    shelf = Shelf(tmp_path / "attachments")

    async def chunks() -> AsyncIterator[bytes]:
        yield b"left over"

    left = await shelf.put(chunks())
    long_ago = (now() - YOUNG - timedelta(minutes=1)).timestamp()
    os.utime(shelf.path(left.id), (long_ago, long_ago))
    assert await shelf.sweep(database) == 1
    assert [path.read_bytes() for path in kept()] == [PDF[1]]


@contextmanager
def no_folder(folder: Path) -> Iterator[None]:
    """Something else lies where it should be."""
    folder.touch()
    yield
    folder.unlink()


@contextmanager
def full_disk(_: Path) -> Iterator[None]:
    """No file may grow beyond so much, as on a disk that ends there."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("trouble", [no_folder, full_disk])
@pytest.mark.parametrize("spooled", [True, False], ids=["form on the disk", "form in memory"])
async def test_a_disk_that_takes_nothing_is_told_in_a_sentence(
    client, kept, tmp_path, monkeypatch, trouble, *, spooled
):
    """Nothing half is kept, and when there is room again the same request is a success."""
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 1024 if spooled else 2 * LARGEST)
    receipt = await open_ticket(client)
    file = ("письмо.txt", b"a line of a letter\n" * (SMALL // 10), "text/plain")
    with trouble(tmp_path / "attachments"):
        refused = await attach(client, receipt, file)
        assert not (tmp_path / "attachments").is_dir() or [] == kept()
    assert (503, "no-room") == fault(refused)
    assert refused.headers["Retry-After"]
    assert "позже" in refused.json()["detail"]
    assert [] == (await look(client, receipt))["attachments"]

    assert 201 == (await attach(client, receipt, file)).status_code
    assert [file[1]] == [path.read_bytes() for path in kept()]
