"""Traces: a picture tells no more than it shows."""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from PIL.ExifTags import GPSTAGS, IFD, TAGS

from desk.traces import LARGEST_HEAD, HeadTooLarge, without_traces

ORIENTATION = next(number for number, name in TAGS.items() if name == "Orientation")
LATITUDE = next(number for number, name in GPSTAGS.items() if name == "GPSLatitude")


async def chunked(content: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def cleaned(content: bytes, size: int = 1000) -> bytes:
    return b"".join([chunk async for chunk in without_traces(chunked(content, size))])


def photo(turn: int | None = None) -> bytes:
    """A JPEG as a phone writes it: place, device, a comment, and perhaps a turn."""
    exif = Image.Exif()
    exif[271] = "Phone of Anna"
    if turn is not None:
        exif[ORIENTATION] = turn
    exif.get_ifd(IFD.GPSInfo)[LATITUDE] = (55.0, 45.0, 7.0)
    file = io.BytesIO()
    Image.effect_noise((64, 48), 50).convert("RGB").save(file, "jpeg", exif=exif, comment=b"at home")
    return file.getvalue()


@pytest.mark.parametrize("size", [1, 7, 1000, 100_000])
async def test_place_device_and_comment_go_and_the_picture_stays(size: int) -> None:
    """However the bytes arrive; not a pixel changes."""
    before = photo()
    after = await cleaned(before, size)

    with Image.open(io.BytesIO(before)) as old, Image.open(io.BytesIO(after)) as new:
        assert old.getexif().get_ifd(IFD.GPSInfo)
        assert {} == dict(new.getexif())
        assert "comment" not in new.info
        assert list(old.get_flattened_data()) == list(new.get_flattened_data())
    assert b"Anna" in before
    assert b"Anna" not in after


@pytest.mark.parametrize("turn", [3, 6, 8])
async def test_a_picture_that_is_to_be_turned_is_turned_still(turn: int) -> None:
    with Image.open(io.BytesIO(await cleaned(photo(turn)))) as picture:
        assert {ORIENTATION: turn} == dict(picture.getexif())


@pytest.mark.parametrize("content", [b"", b"\xff", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n" + bytes(5000)])
async def test_what_is_no_jpeg_passes_unchanged(content: bytes) -> None:
    assert content == await cleaned(content)


@pytest.mark.parametrize("cut", [2, 3, 20, 300])
async def test_a_picture_that_is_cut_off_breaks_nothing(cut: int) -> None:
    """It is no picture then, and whoever keeps it finds that out."""
    assert len(await cleaned(photo()[:cut])) <= cut


async def test_a_head_without_an_end_is_not_gathered_for_ever() -> None:
    segment = b"\xff\xe1\xff\xff" + bytes(65_533)
    with pytest.raises(HeadTooLarge):
        await cleaned(b"\xff\xd8" + segment * (LARGEST_HEAD // len(segment) + 2), 65_536)
