"""How large a picture says that it is, before anything of it is drawn."""

from pathlib import Path

import pytest

from desk.picture_size import fits, picture_size
from tests.desk.drawn import jpeg, png, webp


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "picture"


@pytest.mark.parametrize(
    "picture",
    [png(12_345, 678), jpeg(12_345, 678), *(webp(12_345, 678, kind) for kind in (b"VP8 ", b"VP8L", b"VP8X"))],
)
def test_each_kind_says_how_large_it_is(file: Path, picture: bytes) -> None:
    """PNG, JPEG and the three kinds of WebP; one that is cut off in its head says nothing."""
    file.write_bytes(picture)
    assert ((12_345, 678), True) == (picture_size(file), fits(file))
    file.write_bytes(picture[:15])
    assert (None, False) == (picture_size(file), fits(file))


@pytest.mark.parametrize("picture", [png(30_000, 30_000), jpeg(60_000, 60_000), webp(16_000, 16_000), png(0, 9)])
def test_what_no_browser_could_draw_does_not_fit(file: Path, picture: bytes) -> None:
    """However few bytes it is."""
    file.write_bytes(picture)
    assert not fits(file)


@pytest.mark.parametrize(
    "before",
    [
        b"\xff",  # filling, after which a browser finds the frame; taken for a marker it would lead past it
        b"\x00",
        b"\xff\xd0",
        b"\xff\xe0\x00\x01",
        b"\xff\xda\x00\x02",
    ],
)
def test_a_head_that_can_be_read_in_two_ways_does_not_fit(file: Path, before: bytes) -> None:
    """Behind the large frame, where a reader may be led, stands a small one."""
    large, small = jpeg(60_000, 60_000, before), jpeg(4, 3)[2:]
    led = bytearray(large.ljust(0x10000, b"\0"))
    for place in (0xC204, 0xFFC6):  # where what follows is taken for a length
        led[place : place + len(small)] = small
    file.write_bytes(led)
    assert (None, False) == (picture_size(file), fits(file))
