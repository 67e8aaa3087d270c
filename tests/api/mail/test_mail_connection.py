"""The connection: passwords travel encrypted or not at all, and wrong settings are named in one sentence."""

import ssl
from urllib.parse import quote

import pytest
from post_office import PASSWORD, USER, PostOffice, hang, post_office, settings

from api.mail import connection
from api.mail.route import MailRefused, route_of
from api.mail.sender import check_mail, open_mail
from api.mail.smtp_faults import MailSilent
from tickets.post.outbox import Parcel, TryLater

LOGIN = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"
ELSEWHERE = "0.0.0.0"  #: this machine, by an address that does not look so
LETTER = Parcel(1, "email", "lane", "ticket_closed", {"to": "anna@example.org", "number": "П-2026-000001"}, 1)


async def send(url: str) -> None:
    sender = open_mail(settings(url))
    assert sender is not None
    await sender.send(LETTER)


async def test_starttls_carries_password_and_letter(certificate: ssl.SSLContext, trusted: None) -> None:
    """A password with signs of its own arrives as it is."""
    async with post_office(certificate) as office:
        await send(f"smtp://{LOGIN}@{ELSEWHERE}:{office.port}")

        assert {(USER, PASSWORD)} == set(office.tried)
        assert [True] == office.encrypted


async def test_smtps_is_encrypted_from_the_first_byte(certificate: ssl.SSLContext, trusted: None) -> None:
    async with post_office(certificate, smtps=True) as office:
        await send(f"smtps://{LOGIN}@{ELSEWHERE}:{office.port}")

        assert {(USER, PASSWORD)} == set(office.tried)
        assert 1 == len(office.letters)


async def test_without_a_password_starttls_is_taken_where_it_is_offered(
    certificate: ssl.SSLContext, trusted: None
) -> None:
    async with post_office(certificate) as office:
        await send(f"smtp://{ELSEWHERE}:{office.port}")
        assert [True] == office.encrypted
    async with post_office() as office:
        await send(f"smtp://{ELSEWHERE}:{office.port}")
        assert [False] == office.encrypted


async def test_a_password_never_leaves_this_machine_in_the_clear() -> None:
    """A server elsewhere that offers no STARTTLS, or somebody between who hides it, learns nothing."""
    async with post_office() as office:
        address = f"smtp://{LOGIN}@{ELSEWHERE}:{office.port}"
        with pytest.raises(TryLater, match="без шифрования пароль никуда не отправляется"):
            await send(address)
        with pytest.raises(MailRefused):
            await check_mail(settings(address))

        assert [] == office.tried
        assert [] == office.letters


@pytest.mark.parametrize("smtps", [False, True])
async def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: ssl.SSLContext, smtps: bool) -> None:
    """Whoever stands between gets neither password nor letter; the operator reads how to vouch for it."""
    async with post_office(certificate, smtps=smtps) as office:
        address = f"{'smtps' if smtps else 'smtp'}://{LOGIN}@{ELSEWHERE}:{office.port}"
        with pytest.raises(MailRefused, match=r"self-signed certificate.*SSL_CERT_FILE"):
            await check_mail(settings(address))
        with pytest.raises(TryLater, match="Защищённое соединение"):
            await send(address)

        assert [] == office.tried
        assert [] == office.letters


@pytest.mark.parametrize("smtps", [False, True])
async def test_on_this_machine_any_certificate_will_do(certificate: ssl.SSLContext, smtps: bool) -> None:
    """A mail server beside us usually has the one that its package made."""
    async with post_office(certificate, smtps=smtps) as office:
        await send(f"{'smtps' if smtps else 'smtp'}://{LOGIN}@127.0.0.1:{office.port}")

        assert 1 == len(office.letters)


async def test_on_this_machine_a_password_needs_no_tls() -> None:
    """Nobody stands between."""
    async with post_office() as office:
        await send(f"smtp://{LOGIN}@127.0.0.1:{office.port}")

        assert 1 == len(office.letters)


async def test_the_check_tells_where_letters_go_and_how(
    office: PostOffice, certificate: ssl.SSLContext, trusted: None
) -> None:
    said = await check_mail(settings(f"smtp://127.0.0.1:{office.port}"))
    assert (
        f"Почтовый сервер 127.0.0.1:{office.port} отвечает, соединение без шифрования, "
        "письма уходят от help@example.org."
    ) == said
    assert [] == office.letters

    async with post_office(certificate, smtps=True) as safe:
        assert "соединение зашифровано" in await check_mail(settings(f"smtps://{LOGIN}@127.0.0.1:{safe.port}"))


async def test_the_check_names_what_the_server_refuses(office: PostOffice) -> None:
    """The sender's address, the password, the greeting: each in a sentence that says where to look."""
    office.answers["MAIL"] = ["553 5.7.1 <help@example.org>: not yours"]
    with pytest.raises(MailRefused, match="PUNKT_MAIL_FROM"):
        await check_mail(settings(f"smtp://127.0.0.1:{office.port}"))

    async with post_office() as locked:
        with pytest.raises(MailRefused, match="PUNKT_SMTP_URL") as refusal:
            await check_mail(settings(f"smtp://anna:wrong-secret@127.0.0.1:{locked.port}"))
    assert "wrong-secret" not in str(refusal.value)


async def test_a_way_that_does_not_fit_the_server_is_named(
    office: PostOffice, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """smtps:// at a port without TLS is told at once; smtp:// at a port with TLS waits for a greeting in vain."""
    with pytest.raises(MailRefused, match="Защищённое соединение"):
        await check_mail(settings(f"smtps://127.0.0.1:{office.port}"))

    monkeypatch.setattr(connection, "SECONDS", 0.5)
    async with post_office(certificate, smtps=True) as safe:
        with pytest.raises(MailSilent, match="PUNKT_SMTP_URL"):
            await check_mail(settings(f"smtp://127.0.0.1:{safe.port}"))


async def test_silence_is_told(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MailSilent, match="ConnectionRefusedError"):
        await check_mail(settings("smtp://127.0.0.1:1"))
    with pytest.raises(MailSilent, match="gaierror"):
        await check_mail(settings("smtp://no-such-host.invalid"))

    monkeypatch.setattr(connection, "SECONDS", 0.5)
    office.answers["MAIL"] = [hang]
    with pytest.raises(MailSilent, match="TimeoutError"):
        await check_mail(settings(f"smtp://127.0.0.1:{office.port}"))


async def test_without_a_server_nobody_gets_letters() -> None:
    """That is a way to run Punkt too."""
    assert open_mail(settings(None)) is None
    assert "Почта не настроена, писем никто не получает." == await check_mail(settings(None))


@pytest.mark.parametrize(
    "url",
    [
        *("mail.example.org", "mail.example.org:25", "http://mail.example.org", "smtp://", "smtp://:25", "smtp:"),
        *("smtp://mail.example.org:port", "smtp://mail.example.org:99999", "smtp://[::1", "smtp://mail example.org"),
        *("smtp://mail..example.org", f"smtp://{'x' * 64}.org"),
        *(
            "smtp://u:s3cret#1@mail.example.org",
            "smtp://u:s3cret/1@mail.example.org",
            "smtp://u:s3cret?@mail.example.org",
        ),
        *("smtp://mail.example.org/?tls=on", "smtp://mail.example.org/inbox", "smtp://anna@mail.example.org"),
    ],
)
def test_an_address_of_a_server_that_is_none_is_named(url: str) -> None:
    """The sentence says how it must look, and does not repeat what may hold the password."""
    with pytest.raises(MailRefused, match="PUNKT_SMTP_URL") as refusal:
        open_mail(settings(url))
    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize(
    "mail_from",
    [
        *(None, "Пункт", "help@", "@example.org", "help@example", "Пункт help@example.org", "a@x.org, b@x.org"),
        *("помощь@example.org", "Пункт <help@example.org> <a@x.org>", "П\r\nBcc: b@x.org <help@example.org>"),
        *("help@example.org\r\nBcc: b@x.org", "help@[127.0.0.1]"),
    ],
)
def test_a_sender_that_is_none_is_named(mail_from: str | None) -> None:
    with pytest.raises(MailRefused, match="PUNKT_MAIL_FROM"):
        open_mail(settings("smtp://mail.example.org", mail_from=mail_from))


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("smtp://mail.example.org", 25),
        ("smtp://u:p@mail.example.org/", 587),
        ("smtps://u:p@mail.example.org", 465),
        ("SMTP://mail.example.org:2525", 2525),
        ("smtps://[::1]:4650", 4650),
    ],
)
def test_the_usual_ports_need_not_be_named(url: str, port: int) -> None:
    assert port == route_of(url).port


def test_a_route_that_is_printed_shows_no_password() -> None:
    route = route_of("smtp://anna:s3cret@mail.example.org")

    assert ("anna", "s3cret") == (route.user, route.password)
    assert "s3cret" not in repr(route)
    assert "anna" not in repr(route)
