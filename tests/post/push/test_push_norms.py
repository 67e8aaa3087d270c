"""What a push looks like on the way, and where none ever goes."""

import httpcore
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from push_service import Window, padded, unpadded

from post.push.outside import InsideAddress, Outside
from post.push.sealing import sealed
from post.push.vapid import PushKeyUnfit, Vapid
from tickets.staff.push_address import BrowserUnfit, is_outside, read_browser

GOOD = Window("good").browser


def test_the_browser_of_these_tests_reads_as_the_norm_says():
    """RFC 8291, appendix A."""
    private = ec.derive_private_key(
        int.from_bytes(padded("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big"), ec.SECP256R1()
    )
    body = (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    window = Window("norm", private, padded("BTBZMqHH6r4Tts7J_aSIgg"))
    assert b"When I grow up, I want to be a watermelon" == window.reads(padded(body))


def test_the_same_words_are_never_encrypted_alike():
    window = Window("one")
    first, second = sealed(b"news", window.browser), sealed(b"news", window.browser)
    assert first != second
    assert (b"news", b"news") == (window.reads(first), window.reads(second))


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.org/x",
        "https://127.0.0.1/x",
        "https://10.1.2.3/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://[fd00::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "https://localhost/x",
        "https://redis/x",
        "https://metadata.google.internal/x",
        "https://desk.local./x",
        "https://push.example.org:6379/x",
        "https://anna@push.example.org/x",
        "https://push.example.org\\@inside/x",
        "https://push.example.org/\n",
        "https:///x",
        "javascript:alert(1)",
        "",
        f"https://push.example.org/{'x' * 2000}",
    ],
)
def test_an_address_that_may_lead_inside_is_not_taken(endpoint):
    """A page could hand in anything."""
    with pytest.raises(BrowserUnfit):
        read_browser(endpoint, GOOD.public, GOOD.auth)


@pytest.mark.parametrize(
    ("public", "auth"),
    [("", GOOD.auth), ("AAAA", GOOD.auth), (unpadded(b"\4" + bytes(64)), GOOD.auth), (GOOD.public, "AAAA"), ("ы", "ы")],
    ids=["no key", "short", "no point of the curve", "no secret", "no base64"],  # GOOD differs from process to process
)
def test_keys_that_are_none_are_not_taken(public, auth):
    with pytest.raises(BrowserUnfit):
        read_browser(GOOD.endpoint, public, auth)


def test_addresses_of_real_services_are_taken():
    """Google, Mozilla, Apple, Microsoft."""
    for host in (
        *("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com"),
        "wns2-par02p.notify.windows.com",
    ):
        assert host == read_browser(f"https://{host}/wp/a-b_c:d?token=e%3d", GOOD.public, GOOD.auth).host


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        *(("8.8.8.8", True), ("2a00:1450:4010:c05::5f", True), ("::ffff:8.8.8.8", True), ("64:ff9b::808:808", True)),
        *(("127.0.0.1", False), ("0.0.0.0", False), ("192.168.1.1", False), ("100.64.0.1", False)),
        *(("::", False), ("fe80::1%eth0", False), ("::ffff:127.0.0.1", False), ("64:ff9b::a00:1", False)),
        *(("2002:7f00:1::", False), ("224.0.0.1", False), ("ff02::1", False)),
    ],
)
def test_what_is_outside(address, outside):
    assert outside == is_outside(address)


async def test_a_name_that_leads_inside_is_not_followed():
    """Whoever controls a name can point it at the operator's own network at any time."""
    with pytest.raises(InsideAddress):
        await Outside().connect_tcp("localhost", 443)


async def test_a_name_that_nobody_knows_is_no_connection():
    with pytest.raises(httpcore.ConnectError):
        await Outside().connect_tcp("nowhere.invalid", 443)


@pytest.mark.parametrize("text", ["", "no key", Vapid.new_key()[:60]])
def test_a_damaged_key_is_noticed_at_the_start(text):
    with pytest.raises(PushKeyUnfit):
        Vapid(text, "https://help.example.org")
