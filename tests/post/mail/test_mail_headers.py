"""Headers: from whom, to whom, in which thread, and nothing that somebody else put there."""

import re
from email.utils import parsedate_to_datetime

import pytest
from post_office import NUMBER, PostOffice, Send, parcel, post_office, settings, text_of

from post.mail.sender import MailSender, open_mail
from tickets.post.outbox import Undeliverable


@pytest.mark.parametrize(
    "evil", ["\r\nBcc: boris@example.org", "\nX-Evil: 1\n\n<b>тело</b>", "\u2028Bcc: x", "\x00\x1b[2J"]
)
async def test_no_header_is_smuggled_in(office: PostOffice, sent: Send, evil: str) -> None:
    """Whatever a number holds, the letter has exactly its own headers and one recipient."""
    plain = await sent("ticket_closed")
    letter = await sent("ticket_closed", number=NUMBER + evil)

    assert plain.keys() == letter.keys()
    assert letter["Subject"].startswith(f"Обращение {NUMBER} ")
    assert letter["Subject"].isprintable()
    assert [["anna@example.org"]] * 2 == [envelope.rcpt_tos for envelope in office.envelopes]


@pytest.mark.parametrize(
    "address",
    [
        *("anna@example.org\r\nBcc: boris@example.org", "anna@example.org, boris@example.org", "anna", "", None),
        *("<anna@example.org> SIZE=1", "anna@example.org>\r\nRCPT TO:<boris@example.org", '"a b"@example.org'),
    ],
)
async def test_what_is_no_address_gets_no_letter(office: PostOffice, sender: MailSender, address: str | None) -> None:
    """It is refused before anything is said to the server, and the refusal does not repeat it."""
    with pytest.raises(Undeliverable) as refusal:
        await sender.send(parcel("ticket_closed", to=address))

    assert "there is no address that mail could go to" == str(refusal.value)
    assert 0 == office.connections


async def test_letters_of_one_request_are_one_thread(sent: Send) -> None:
    """The same subject and the same thread; another request is another thread, and a code belongs to none."""
    first = await sent("ticket_opened", 1, kind="claim", received_on="2026-11-22")
    second = await sent("staff_answered", 2, text="Готово")
    other = await sent("ticket_closed", 3, number="П-2026-000008")
    code = await sent("email_code", 4, code="493021", minutes=10)

    assert first["Subject"] == second["Subject"]
    assert first["References"] == first["In-Reply-To"] == second["References"] == second["In-Reply-To"]
    assert first["References"] != other["References"]
    assert code["References"] is None
    assert 4 == len({letter["Message-ID"] for letter in (first, second, other, code)})


async def test_a_repeated_delivery_is_recognised(sent: Send) -> None:
    """The same parcel has the same id at each attempt; holiday notices do not answer it."""
    first, again = await sent("ticket_closed", 5), await sent("ticket_closed", 5)

    assert first["Message-ID"] == again["Message-ID"]
    assert first["Message-ID"].startswith("<punkt-5-")
    assert first["Message-ID"].endswith("@example.org>")
    assert "auto-generated" == first["Auto-Submitted"]
    assert parsedate_to_datetime(first["Date"]).tzinfo is not None


async def test_a_long_domain_breaks_no_thread(office: PostOffice) -> None:
    """Ids that do not fit one line are still ids."""
    domain = f"{'x' * 40}.{'y' * 40}.почта.example.org"
    sender = open_mail(settings(f"smtp://127.0.0.1:{office.port}", mail_from=f"Пункт <help@{domain}>"))
    assert sender is not None
    await sender.send(parcel("ticket_closed"))

    ascii_domain = domain.encode("idna").decode()
    assert f"help@{ascii_domain}" == office.envelopes[0].mail_from
    raw = office.envelopes[0].original_content
    assert isinstance(raw, bytes)
    for name in (b"Message-ID", b"In-Reply-To", b"References"):
        assert re.search(name + rb":\s+<punkt-[a-z0-9-]+@" + ascii_domain.encode() + rb">\r\n", raw)


async def test_the_site_and_the_name_are_the_operators(office: PostOffice) -> None:
    """Who asked for the code is told by name and address; a name with odd characters stays a name."""
    address, site = f"smtp://127.0.0.1:{office.port}", "https://help.example.org/"
    sender = open_mail(settings(address, mail_from='ООО "Ромашка", помощь <help@example.org>', public_url=site))
    assert sender is not None
    await sender.send(parcel("email_code", code="493021", minutes=10))
    await sender.send(parcel("ticket_closed"))

    [code, closed] = office.letters
    assert 'ООО "Ромашка", помощь' == code["From"].addresses[0].display_name
    assert ["help@example.org"] == [address.addr_spec for address in code["From"].addresses]
    assert '«ООО "Ромашка", помощь» (https://help.example.org) указали' in text_of(code)
    assert "в чате или на сайте https://help.example.org.\n" in text_of(closed)


async def test_without_a_name_the_system_speaks(office: PostOffice) -> None:
    """An address alone is a sender too."""
    sender = open_mail(settings(f"smtp://127.0.0.1:{office.port}", mail_from="help@example.org", system_name="Опора"))
    assert sender is not None
    await sender.send(parcel("email_code", code="493021", minutes=10))

    assert "help@example.org" == office.letters[0]["From"]
    assert "«Опора» указали" in text_of(office.letters[0])


@pytest.mark.parametrize(
    ("to", "smtputf8", "envelope"),
    [
        ("anna@пример.рф", False, "anna@xn--e1afmkfd.xn--p1ai"),
        ("анна@пример.рф", True, "анна@xn--e1afmkfd.xn--p1ai"),
    ],
)
async def test_cyrillic_addresses_are_reached(to: str, smtputf8: bool, envelope: str) -> None:
    """A domain in Cyrillic needs nothing of the server; what stands before it needs SMTPUTF8."""
    async with post_office(smtputf8=smtputf8) as office:
        sender = open_mail(settings(f"smtp://127.0.0.1:{office.port}"))
        assert sender is not None
        await sender.send(parcel("ticket_closed", to=to))

        assert [envelope] == office.envelopes[0].rcpt_tos
        assert smtputf8 == ("SMTPUTF8" in office.envelopes[0].mail_options)
        assert f"Обращение {NUMBER}" == office.letters[0]["Subject"]


async def test_a_cyrillic_address_that_the_server_cannot_take_is_told_as_such() -> None:
    async with post_office(smtputf8=False) as office:
        sender = open_mail(settings(f"smtp://127.0.0.1:{office.port}"))
        assert sender is not None
        with pytest.raises(Undeliverable, match="addresses in UTF-8"):
            await sender.send(parcel("ticket_closed", to="анна@пример.рф"))
