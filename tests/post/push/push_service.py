"""A push service over TLS that looks at what comes, and a browser that reads it: both as the norms have them, with none
of the code that is tested."""

import asyncio
import json
import socket
import ssl
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpcore
import jwt
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import NameOID
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tickets.staff.push_address import Browser

HOST = "push.example.org"


def unpadded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def padded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class Window:
    """A browser: it has a pair of keys and a secret for one subscription."""

    name: str
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"sixteen bytes of"

    @property
    def point(self) -> bytes:
        return _point(self.private.public_key())

    @property
    def browser(self) -> Browser:
        return Browser(f"https://{HOST}/{self.name}", unpadded(self.point), unpadded(self.auth))

    def reads(self, body: bytes) -> bytes:
        """What was encrypted for it (RFC 8291, 3.4; RFC 8188, 2)."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, record = body[21 : 21 + length], body[21 + length :]
        assert len(record) <= size
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.private.exchange(ec.ECDH(), theirs)
        secret = _derived(shared, self.auth, b"WebPush: info\0" + self.point + sender, 32)
        key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, record, None).rstrip(b"\0")
        assert plain.endswith(b"\2"), "the last record"
        return plain[:-1]


@dataclass(frozen=True)
class Push:
    """What came to the service."""

    name: str  #: of the browser
    headers: dict[str, str]
    body: bytes

    def claims(self, ours: str) -> dict[str, Any]:
        """What the sender proves with this key (RFC 8292)."""
        scheme, rest = self.headers["authorization"].split(" ", 1)
        given = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert (scheme, given["k"]) == ("vapid", ours)
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), padded(given["k"]))
        claims: dict[str, Any] = jwt.decode(given["t"], key, ["ES256"], audience=f"https://{HOST}")
        assert datetime.now(UTC).timestamp() < claims["exp"] <= (datetime.now(UTC) + timedelta(days=1)).timestamp()
        return claims


@dataclass
class PushService(httpcore.AsyncNetworkBackend):
    """Answers with the script, then always 201. As a network it is wherever somebody wants to connect to."""

    port: int
    tls: ssl.SSLContext  #: of whoever trusts it
    script: list[Response] = field(default_factory=list)
    came: list[Push] = field(default_factory=list)

    async def take(self, request: Request) -> Response:
        self.came.append(Push(request.path_params["name"], dict(request.headers), await request.body()))
        return self.script.pop(0) if self.script else Response(status_code=201)

    @property
    def told(self) -> list[str]:
        """Which browsers, in their order."""
        return [push.name for push in self.came]

    async def connect_tcp(self, host: str, port: int, *how: object, **more: object) -> httpcore.AsyncNetworkStream:
        assert (host, port) == (HOST, 443)
        return await httpcore.AnyIOBackend().connect_tcp("127.0.0.1", self.port)


@asynccontextmanager
async def serving_pushes(folder: Path) -> AsyncIterator[PushService]:
    certificate = folder / "push.pem"
    _write_certificate(certificate)
    listening = socket.create_server(("127.0.0.1", 0))
    trusting = ssl.create_default_context(cafile=certificate)
    service = PushService(listening.getsockname()[1], trusting)
    app = Starlette(routes=[Route("/{name}", service.take, methods=["GET", "POST"])])
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", ssl_certfile=certificate, ssl_keyfile=certificate
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield service
    server.should_exit = True
    await serving


def said(push: Push, window: Window) -> Any:
    return json.loads(window.reads(push.body))


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _write_certificate(file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
