"""A post office, and certificates that a test makes for itself."""

import datetime
import ssl
from collections.abc import AsyncIterator
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from post_office import PostOffice, Send, parcel, post_office, settings

from post.mail.sender import MailSender, open_mail


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    """An office on this machine that lets everybody in, without TLS."""
    async with post_office() as opened:
        yield opened


@pytest.fixture
def sender(office: PostOffice) -> MailSender:
    opened = open_mail(settings(f"smtp://127.0.0.1:{office.port}"))
    assert opened is not None
    return opened


@pytest.fixture
def sent(office: PostOffice, sender: MailSender) -> Send:
    """Sends a parcel and gives the letter that arrived; `link` is the address of its ticket, where there is a site."""

    async def send(topic: str, row: int = 1, link: str | None = None, **data: Any) -> EmailMessage:
        way = sender
        if link is not None:
            site = settings(f"smtp://127.0.0.1:{office.port}", public_url="https://help.example.org")
            way = open_mail(site, lambda _number: link)
        await way.send(parcel(topic, row, **data))
        return office.letters[-1]

    return send


@pytest.fixture(scope="session")
def certificate_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate with its key.

    It is also for 0.0.0.0: on Linux that reaches this machine, and is no loopback address by its looks.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mx.example.org")])
    now = datetime.datetime.now(datetime.UTC)
    addresses = [x509.IPAddress(ip_address(address)) for address in ("127.0.0.1", "0.0.0.0")]
    usage = x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        **dict.fromkeys(
            (
                *("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
                *("crl_sign", "encipher_only", "decipher_only"),
            ),
            False,
        ),
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(addresses), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certificate") / "mail.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture(scope="session")
def certificate(certificate_file: Path) -> ssl.SSLContext:
    """What the office shows."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate_file)
    return context


@pytest.fixture
def trusted(certificate_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine believes the certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate_file))
