"""Pictures that are nothing but the head in which they say how large they are."""

import struct


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII5B", 13, b"IHDR", width, height, 8, 2, 0, 0, 0)


def jpeg(width: int, height: int, before: bytes = b"\xff\xe0\x00\x04JF") -> bytes:
    return b"\xff\xd8" + before + b"\xff\xc2\x00\x11" + struct.pack(">BHH", 8, height, width) + bytes(10)


def webp(width: int, height: int, kind: bytes = b"VP8 ") -> bytes:
    size = {
        b"VP8 ": b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width & 0x3FFF, height & 0x3FFF),
        b"VP8L": b"\x2f" + struct.pack("<I", (width - 1 & 0x3FFF) | (height - 1 & 0x3FFF) << 14) + bytes(5),
        b"VP8X": bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"),
    }[kind]
    return b"RIFF" + struct.pack("<I", 4 + 8 + len(size)) + b"WEBP" + kind + struct.pack("<I", len(size)) + size
