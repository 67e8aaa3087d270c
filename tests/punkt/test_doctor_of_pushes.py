"""`punkt doctor` names the servers of browsers' makers that pushes travel over."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desk.settings import Settings
from punkt.commands.doctor import _push
from punkt.house import open_database
from punkt.secret import UnfitPushKey, vapid
from tests.post.push.push_service import unpadded
from tickets.staff.member import add_staff
from tickets.staff.push_address import read_browser
from tickets.staff.subscription import subscribe

POINT = generate_private_key(SECP256R1()).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
TOLD = "включены, «Есть новое» без номеров, имён и слов уходит через серверы производителей браузеров:"


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(_env_file=None, data=tmp_path, push="on", public_url="https://help.example.org")


async def test_by_default_nothing_leaves(tmp_path):
    said = await _push(Settings(_env_file=None, data=tmp_path))
    assert "выключены, на серверы производителей браузеров ничего не уходит" == said
    assert [] == list(tmp_path.iterdir())


async def test_each_server_is_named_with_its_browsers(settings):
    assert f"{TOLD}\nпока ни один браузер не подключён" == await _push(settings)
    async with open_database(settings) as database, database.transaction() as session:
        await add_staff(session, "anna@example.org")
        for host, name in (("fcm.googleapis.com", "a"), ("fcm.googleapis.com", "b"), ("web.push.apple.com", "c")):
            browser = read_browser(f"https://{host}/{name}", unpadded(POINT), unpadded(bytes(16)))
            await subscribe(session, "anna@example.org", browser, "ours", held_by="s", device="Chrome")
    expected = f"{TOLD}\nfcm.googleapis.com, браузеров: 2\nweb.push.apple.com, браузеров: 1"
    assert expected == await _push(settings)


async def test_without_https_it_says_what_is_missing(settings):
    plain = settings.model_copy(update={"public_url": None})
    assert "PUNKT_PUBLIC_URL" in await _push(plain)


def test_the_key_is_made_once_and_a_damaged_one_is_told(settings):
    """Nobody but its owner reads the file."""
    file = settings.data / "push.key"
    assert vapid(settings).public == vapid(settings).public
    assert 0o600 == file.stat().st_mode & 0o777
    file.write_text("garbled")
    with pytest.raises(UnfitPushKey, match=r"push\.key не ключ"):
        vapid(settings)
