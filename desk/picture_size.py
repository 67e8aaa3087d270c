"""How large a picture would be when it is drawn, as its first bytes say: nothing is unpacked.

A hundred kilobytes can be a picture of a thousand million points, which no browser draws and none refuses in time.
"""

import struct
from pathlib import Path
from typing import BinaryIO

MOST = 50_000_000  #: points that are shown: what a telephone photographs, and 200 MB in a browser's memory
_FRAMES = frozenset(range(0xC0, 0xD0)) - {
    0xC4,
    0xC8,
    0xCC,
}  #: markers of a JPEG after which its size stands (T.81, B.2)

_BARE = frozenset({0x00, 0x01, *range(0xD0, 0xDB), 0xFF})  #: without a length; in no head, or filling before a marker


def fits(path: Path) -> bool:
    """Whether a PNG, JPEG or WebP may be shown; one that does not say how large it is may not. Raises OSError."""
    size = picture_size(path)
    return size is not None and 0 < size[0] * size[1] <= MOST


def picture_size(path: Path) -> tuple[int, int] | None:
    """Its width and height in points; None where that cannot be read. Raises OSError."""
    with path.open("rb") as content:
        head = content.read(30)
        try:
            if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
                width, height = struct.unpack_from(">II", head, 16)
                return width, height
            if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
                return _webp(head)
            return _jpeg(content) if head.startswith(b"\xff\xd8") else None
        except struct.error:
            return None


def _webp(head: bytes) -> tuple[int, int] | None:
    """RFC 9649: the canvas of an extended file, or the only frame of a simple one."""
    match head[12:16]:
        case b"VP8X":
            width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
            return (width, height) if len(head) == 30 else None
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", head, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", head, 26)
            return width & 0x3FFF, height & 0x3FFF
    return None


def _jpeg(content: BinaryIO) -> tuple[int, int] | None:
    """From segment to segment up to the frame; what stands otherwise, a browser might read otherwise, too."""
    content.seek(2)
    while True:
        mark, marker, length = struct.unpack(">BBH", content.read(4))
        if mark != 0xFF or marker in _BARE or length < 2:
            return None
        if marker in _FRAMES:
            _, height, width = struct.unpack(">BHH", content.read(5))
            return width, height
        content.seek(length - 2, 1)
