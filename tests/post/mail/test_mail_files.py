"""Files and marks in a letter: what fits is attached, the rest is where the link leads; marks look in both parts."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from post_office import PostOffice, html_of, parcel, settings, text_of

from post.mail import enclosed as enclosing
from post.mail.enclosed import Enclosed, enclosed
from post.mail.sender import Files, open_mail
from tickets.record.attachment import Attachment, Media, Shelf
from tickets.record.conversation import begin_conversation
from tickets.store.base import random_id
from tickets.store.database import Database

LINK = "https://help.example.org/tickets/1#key"


@pytest.fixture
async def files(database: Database, tmp_path: Path) -> list[str]:
    """Ids of two files of staff on the shelf."""
    shelf, ids = Shelf(tmp_path), []
    async with database.transaction() as session:
        conversation = (await begin_conversation(session, "web")).id
        for name, content in (("справка №1.txt", "мало".encode()), ("запись.csv", b"x" * 2000)):
            ids.append(random_id())
            shelf.path(ids[-1]).write_bytes(content)
            session.add(
                Attachment(id=ids[-1], conversation_id=conversation, media=Media.DOCUMENT, name=name,
                           mime="text/plain", size=len(content), sha256="0" * 64)
            )  # fmt: skip
    return ids


def found(database: Database, folder: Path) -> Files:
    async def find(ids: object) -> tuple[Enclosed, ...]:
        return await enclosed(database, Shelf(folder), list(ids))  # type: ignore[call-overload]

    return find


@pytest.mark.parametrize(
    ("site", "where"), [(None, "там же, где вы обратились"), ("https://help.example.org", "по ссылке ниже")]
)
async def test_what_fits_is_attached_and_the_rest_is_named(
    office: PostOffice, database: Database, tmp_path: Path, files: list[str], monkeypatch, site, where
) -> None:
    """By its own name, byte for byte; what is too heavy can be fetched elsewhere."""
    monkeypatch.setattr(enclosing, "HEAVIEST", 1000)
    known = settings(f"smtp://127.0.0.1:{office.port}", public_url=site)
    sender = open_mail(known, lambda _: LINK, found(database, tmp_path))
    assert sender is not None
    await sender.send(parcel("staff_answered", text="Вот", files=files))
    [letter] = office.letters
    assert [("справка №1.txt", "мало".encode())] == [
        (part.get_filename(), part.get_payload(decode=True)) for part in letter.iter_attachments()
    ]
    told = text_of(letter)
    assert "К письму приложено: справка №1.txt." in told
    assert f"Слишком велико для письма: запись.csv. Скачать это можно {where}." in told


async def test_a_letter_without_files_names_none(office: PostOffice, database: Database, tmp_path: Path) -> None:
    """Nor does one whose files were erased meanwhile."""
    sender = open_mail(settings(f"smtp://127.0.0.1:{office.port}"), None, found(database, tmp_path))
    assert sender is not None
    await sender.send(parcel("staff_answered", text="Вот", files=["gone"]))
    assert ("приложено" not in text_of(office.letters[-1]), []) == (True, list(office.letters[-1].iter_attachments()))


async def test_marks_look_in_both_parts(sent) -> None:
    """Bold, lists, quotations and links, in HTML that runs nothing, and in plain text as people write it."""
    typed = "Это **важно & нужно**: https://example.org/a.\n\n- раз\n- <b>два</b>\n3. три\n> вы писали"
    letter = await sent("staff_answered", text=typed)
    page = BeautifulSoup(html_of(letter), "html.parser").blockquote
    assert ["важно & нужно"] == [one.get_text() for one in page.find_all("b")]
    assert ["раз", "<b>два</b>", "три"] == [one.get_text() for one in page.find_all("li")]
    assert ("3", "вы писали") == (page.ol["start"], page.blockquote.get_text())
    [link] = page.find_all("a")
    assert ("https://example.org/a", ["noopener", "noreferrer", "nofollow"]) == (link["href"], link["rel"])
    told = text_of(letter)
    assert "Это *важно & нужно*: https://example.org/a." in told
    assert "- раз\n- <b>два</b>\n\n3. три\n\n> вы писали" in told


async def test_a_reason_has_links_and_no_marks(sent) -> None:
    """Why something is refused stands as it was typed."""
    letter = await sent("ticket_refused", text="См. https://example.org, **так**", norm="ч. 8")
    page = BeautifulSoup(html_of(letter), "html.parser").blockquote
    assert "См. https://example.org, **так**" == page.get_text()
    assert ["https://example.org/"] == [link["href"] for link in page.find_all("a")]
