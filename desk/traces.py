"""Traces: what a camera writes into a picture besides the picture: where it was taken, when, with which device.

A JPEG is passed on without them as it streams by, nothing is decoded anew; only how it is to be turned stays.
"""

from collections.abc import AsyncIterator

FILL, START, SCAN, END = 0xFF, 0xD8, 0xDA, 0xD9
APP1, APP13, COMMENT = 0xE1, 0xED, 0xFE  #: Exif and XMP, IPTC, free text
LARGEST_HEAD = 8 * 1024 * 1024  #: bytes before the picture itself; more is no camera's
ORIENTATION = 0x0112


class HeadTooLarge(ValueError):
    """What stands before the picture is larger than any camera writes."""


async def without_traces(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same JPEG without the segments that tell of place, time and device. What is no JPEG passes unchanged.

    Raises HeadTooLarge.
    """
    head = bytearray()
    found: int | None = None
    async for chunk in chunks:
        if found is not None:
            yield chunk
            continue
        head += chunk
        found = _picture(head)
        if found is not None:
            yield _clean(bytes(head[:found])) + bytes(head[found:])
        elif len(head) > LARGEST_HEAD:
            raise HeadTooLarge
    if found is None and head:
        yield bytes(head)


def _picture(head: bytes | bytearray) -> int | None:
    """Where the picture begins, 0 for what is no JPEG; None as long as that cannot be said."""
    if len(head) < 2:
        return None
    if head[:2] != bytes((FILL, START)):
        return 0
    place = 2
    while place + 4 <= len(head):
        if head[place] != FILL or head[place + 1] in {SCAN, END}:
            return place
        place = _next(head, place)
    return None


def _next(head: bytes | bytearray, place: int) -> int:
    """Where the segment after this one begins; what only fills up is a segment of one byte."""
    return place + 1 if head[place + 1] == FILL else place + 2 + int.from_bytes(head[place + 2 : place + 4])


def _clean(head: bytes) -> bytes:
    """The segments before the picture without those that tell too much."""
    kept, place = [head[:2]], 2
    turn = None
    while place + 4 <= len(head):
        end = _next(head, place)
        segment, kind = head[place:end], head[place + 1]
        if kind == APP1 and turn is None:
            turn = _orientation(segment)
        if kind not in {APP1, APP13, COMMENT}:
            kept.append(segment)
        place = end
    if turn is not None:
        kept.insert(1, _exif(turn))
    return b"".join(kept)


def _orientation(segment: bytes) -> int | None:
    """How the picture is to be turned, 2 to 8, as an Exif segment says."""
    tiff = segment[10:]
    if segment[4:10] != b"Exif\x00\x00" or tiff[:2] not in {b"II", b"MM"}:
        return None

    def number(start: int, size: int) -> int:
        return int.from_bytes(tiff[start : start + size], "little" if tiff[:2] == b"II" else "big")

    first = number(4, 4)
    for entry in range(first + 2, first + 2 + 12 * number(first, 2), 12):
        if number(entry, 2) == ORIENTATION:
            turn = number(entry + 8, 2)
            return turn if 2 <= turn <= 8 else None
    return None


def _exif(turn: int) -> bytes:
    """An Exif segment that says nothing but this."""
    entry = ORIENTATION.to_bytes(2) + (3).to_bytes(2) + (1).to_bytes(4) + turn.to_bytes(2) + b"\x00\x00"
    body = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01" + entry + bytes(4)
    return bytes((FILL, APP1)) + (len(body) + 2).to_bytes(2) + body
