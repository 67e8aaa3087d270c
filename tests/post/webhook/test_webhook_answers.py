"""Whatever the receiver answers, or fails to, the outbox learns what to do and the operator why."""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.responses import Response
from webhook_receiver import Receiver, own_certificate, saying
from webhook_sample import PARCEL, Facts, opened, opened_at

from post.webhook import sender as sender_module
from post.webhook.answer import ReceiverFailed, RedirectNotFollowed, RefusedByReceiver
from post.webhook.sender import AnswerTooLate, CertificateUntrusted, ConnectionBroken, ReceiverUnreachable
from tickets.post.outbox import TryLater

MOMENT = datetime(2026, 12, 18, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("120", 120),
        ("Fri, 18 Dec 2026 10:02:00 GMT", 120),
        ("86400", 3600),
        ("9" * 30, 3600),
        ("Sat, 19 Dec 2026 10:00:00 GMT", 3600),
        ("0", 1),
        ("Fri, 18 Dec 2026 09:00:00 GMT", 1),
    ],
)
async def test_the_wait_is_as_asked_within_bounds(
    receiver: Receiver, facts: Facts, status: int, asked: str, seconds: int
) -> None:
    """Seconds or a date; an hour at most, and never without a pause."""
    receiver.script = [Response(status_code=status, headers={"retry-after": asked})]

    with pytest.raises(TryLater) as wish:
        await opened_at(MOMENT, receiver.address, facts).send(PARCEL)

    assert timedelta(seconds=seconds) == wish.value.wait


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(receiver: Receiver, facts: Facts, status: int) -> None:
    """The facts go to the address of the settings and nowhere else."""
    receiver.script = [Response(status_code=status, headers={"location": "/elsewhere"})]

    with pytest.raises(RedirectNotFollowed):
        await opened(receiver.address, facts).send(PARCEL)

    assert ["/punkt"] == [delivery.path for delivery in receiver.came]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Response(status_code=400), RefusedByReceiver),
        (Response(status_code=401), RefusedByReceiver),
        (Response(status_code=404), RefusedByReceiver),
        (Response(status_code=429), RefusedByReceiver),
        (Response(status_code=500), ReceiverFailed),
        (Response(status_code=502), ReceiverFailed),
        (Response(status_code=503, headers={"retry-after": "soon"}), ReceiverFailed),
        (Response(status_code=503, headers={"retry-after": "Fri, 18 Dec 99999999999 10:02:00 GMT"}), ReceiverFailed),
    ],
)
async def test_any_other_answer_is_a_failure_with_its_reason(
    receiver: Receiver, facts: Facts, answer: Response, reason: type[Exception]
) -> None:
    """It is tried again, and whoever looks at the row reads why."""
    receiver.script = [answer]

    with pytest.raises(reason):
        await opened(receiver.address, facts).send(PARCEL)


async def test_nobody_listens(facts: Facts) -> None:
    """The reason is that the receiver is down."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(ReceiverUnreachable):
        await opened(f"http://127.0.0.1:{port}/", facts).send(PARCEL)


async def test_no_answer_comes(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A receiver that hangs does not hold the outbox."""
    monkeypatch.setattr(sender_module, "SECONDS", 0.2)
    async with saying(b"HTTP/1.1 ", hold=True) as address:
        with pytest.raises(AnswerTooLate):
            await opened(address, facts).send(PARCEL)


@pytest.mark.parametrize("answer", [b"", b"hello\r\n\r\n"])
async def test_the_line_breaks_or_no_http_comes(facts: Facts, answer: bytes) -> None:
    """The reason is the connection."""
    async with saying(answer) as address:
        with pytest.raises(ConnectionBroken):
            await opened(address, facts).send(PARCEL)


async def test_a_body_without_end_is_not_waited_for(facts: Facts) -> None:
    """2xx is a yes, whatever comes after."""
    async with saying(b"HTTP/1.1 200 OK\r\ncontent-length: 999999999999\r\n\r\nOK", hold=True) as address:
        assert await opened(address, facts).send(PARCEL) is None


async def test_an_impostor_gets_nothing(facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over https the receiver proves its name; the operator may vouch for a certificate of their own."""
    tls = own_certificate(tmp_path / "receiver.pem")
    async with saying(b"HTTP/1.1 204 No Content\r\n\r\n", tls=tls) as address:
        with pytest.raises(CertificateUntrusted):
            await opened(address, facts).send(PARCEL)

        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "receiver.pem"))
        assert await opened(address, facts).send(PARCEL) is None


async def test_a_proxy_of_the_environment_sees_nothing(
    receiver: Receiver, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the settings decide where the facts go."""
    for name in ("HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    await opened(receiver.address, facts).send(PARCEL)

    assert 1 == len(receiver.came)
