"""Files of a ticket: pictures are shown, everything else is only kept, and nobody reads another ticket's."""

from urllib.parse import quote

import pytest

from desk.settings import Settings
from tests.desk.drawn import jpeg, png, webp
from tickets.life import hold
from tickets.record.attachment import Attachment, Media, Shelf
from tickets.record.conversation import Author, begin_conversation, store_message

PNG, JPEG, WEBP = png(4, 3), jpeg(4, 3), webp(4, 3)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


@pytest.fixture
def app(app_with, tmp_path):
    """With a folder of its own."""
    return app_with(data=tmp_path / "data")


@pytest.fixture
def attach(database, tmp_path):
    """Puts a file to a ticket; gives its id."""
    shelf = Shelf(Settings(_env_file=None, data=tmp_path / "data").attachments)

    async def put(number, content, name="файл.png", mime="image/png", *, said=False) -> str:
        async def chunks():
            yield content

        stored = await shelf.put(chunks())
        async with database.transaction() as session:
            ticket = await hold(session, number)
            message = await store_message(session, ticket.conversation_id, Author.USER, "вот") if said else None
            session.add(
                Attachment(id=stored.id, conversation_id=ticket.conversation_id, media=Media.DOCUMENT, name=name,
                           message_id=message and message.id, ticket_id=None if said else ticket.id, mime=mime,
                           size=stored.size, sha256=stored.sha256)
            )  # fmt: skip
        return stored.id

    return put


async def get(browser, number, identity):
    return await browser.client.get(f"/console/tickets/{quote(number)}/attachments/{identity}")


@pytest.mark.parametrize(("content", "mime"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")])
async def test_a_picture_is_shown_where_nothing_of_it_can_run(anna, hers, attach, content, mime):
    """By what its bytes are, in a sandbox, and no cache keeps it."""
    shown = await get(anna, hers, await attach(hers, content, mime=mime))
    assert (shown.status_code, shown.content) == (200, content)
    assert shown.headers["content-type"] == mime
    assert shown.headers["content-disposition"].startswith("inline;")
    assert shown.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert (shown.headers["x-content-type-options"], shown.headers["cache-control"]) == ("nosniff", "no-store")


@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [
        (SVG, "схема.svg", "image/svg+xml"),
        (SVG, "картинка.png", "image/png"),
        (b"<script>alert(1)</script>", "a.html", "text/html"),
        (b"%PDF-1.4", "договор.pdf", "application/pdf"),
        (PNG, "x.html", "text/html"),
    ],
)
async def test_everything_else_is_only_downloaded(anna, hers, attach, content, name, mime):
    """Whatever it calls itself."""
    kept = await get(anna, hers, await attach(hers, content, name, mime))
    assert kept.headers["content-type"] == "application/octet-stream"
    assert kept.headers["content-disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
    assert "sandbox" in kept.headers["content-security-policy"]


async def test_a_name_cannot_break_out_of_its_header(anna, hers, attach):
    """Nor out of the page."""
    name = 'a"\r\nSet-Cookie: x=1; <img src=x onerror=alert(1)>.pdf'
    identity = await attach(hers, b"%PDF-1.4", name, "application/pdf")
    kept = await get(anna, hers, identity)
    assert "set-cookie" not in kept.headers
    page = await anna.ticket(hers)
    assert "onerror=alert(1)" in page.section("files")
    assert not page.soup.select("[onerror]")


async def test_only_files_of_this_very_ticket_are_given(anna, opens, hers, attach, database, client):
    """Not another's, not to who is not signed in, and what is gone is not there."""
    async with database.transaction() as session:
        stranger = (await begin_conversation(session, "web")).id
    other = await opens(conversation_id=stranger)
    foreign, own = await attach(other, PNG), await attach(hers, PNG, said=True)
    assert (await get(anna, hers, own)).status_code == 200
    for number, identity in ((hers, foreign), (other, own), (hers, "x"), (hers, "..%2f..%2fpunkt.db")):
        assert (await get(anna, number, identity)).status_code == 404
    assert (await client.get(f"/console/tickets/{quote(hers)}/attachments/{own}")).status_code == 303
    page = await anna.ticket(hers)
    assert foreign not in page.html
    assert page.soup.select_one(f".turn.user img[src$='{own}']")


async def test_a_file_whose_bytes_are_gone_is_told_so(anna, hers, attach, tmp_path):
    """On a page."""
    identity = await attach(hers, PNG)
    Shelf(Settings(_env_file=None, data=tmp_path / "data").attachments).drop([identity])
    gone = await get(anna, hers, identity)
    assert (gone.status_code, "Такого файла нет" in gone.text) == (404, True)


async def test_a_picture_too_large_to_draw_is_only_downloaded(anna, hers, attach):
    """A hundred kilobytes of it would be gigabytes in the browser of whoever opens the ticket; the page says so."""
    bomb, fair = await attach(hers, png(30_000, 30_000), said=True), await attach(hers, PNG, said=True)
    kept = await get(anna, hers, bomb)
    assert kept.headers["content-type"] == "application/octet-stream"
    assert kept.headers["content-disposition"].startswith("attachment;")
    page = await anna.ticket(hers)
    assert [fair] == [str(img["src"]).rsplit("/", 1)[-1] for img in page.soup.select(".turn.user img")]
    assert page.soup.select_one(f".turn.user a.file[download][href$='{bomb}']")
    assert "Показать здесь нельзя: картинка слишком большая или повреждена. Её можно скачать." in page.text
