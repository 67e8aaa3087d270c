"""Types of files that people may hand in, each known by its name and by what it begins with or holds.

Whatever is not named here is refused: programs, scripts, archives, pages and drawings that can hold scripts.
"""

import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from desk.picture_size import fits

HEAD = 65_536  #: bytes at the beginning that are looked at
PICTURES = ("image/png", "image/jpeg", "image/webp")  #: that every browser shows and none runs
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")  #: in no text, in almost every other file
_OLE = rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Looks = Callable[[bytes, Path], bool]


class ForbiddenType(ValueError):
    """Files of this kind are not taken."""


class OtherThanNamed(ValueError):
    """The file is something else than its name says."""


@dataclass(frozen=True, slots=True)
class FileType:
    """What a file is kept as; `looks` tells from its head and its place whether it is that."""

    mime: str
    looks: Looks


def type_of(name: str, mime: str) -> FileType:
    """The type that a file claims to be, by its name, or by `mime` where the name has no ending.

    Raises ForbiddenType.
    """
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending:
        found = _TYPES.get(ending)
    else:
        found = next((each for each in _TYPES.values() if each.mime == mime.lower()), None)
    if found is None:
        raise ForbiddenType
    return found


def looked_at(claimed: FileType, path: Path) -> FileType:
    """What the bytes are: as claimed, or for a picture or a sound another of these, whose names phones mix up.

    Raises OtherThanNamed.
    """
    with path.open("rb") as content:
        head = content.read(HEAD)
    family = claimed.mime.partition("/")[0]
    kin = [each for each in _TYPES.values() if each.mime.startswith(f"{family}/") and family in {"image", "audio"}]
    for candidate in (claimed, *kin):
        if candidate.looks(head, path):
            return candidate
    raise OtherThanNamed


def shown_as(path: Path, mime: str) -> str | None:
    """As which picture a file kept as `mime` may be shown; None: it is only to be saved. Raises OSError."""
    with path.open("rb") as content:
        head = content.read(HEAD)
    found = next((each for each in PICTURES if _BY_MIME[each].looks(head, path)), None)
    return found if mime in PICTURES and found and fits(path) else None


def _begins(*beginnings: bytes) -> Looks:
    pattern = re.compile(rb"|".join(beginnings), re.DOTALL)
    return lambda head, _path: pattern.match(head) is not None


def _is_pdf(head: bytes, _path: Path) -> bool:
    return b"%PDF-" in head[:1024]


def _is_text(head: bytes, _path: Path) -> bool:
    return not head or head.startswith((b"\xff\xfe", b"\xfe\xff")) or _CONTROLS.search(head) is None


def _office(part: str) -> Looks:
    """A document of Office Open XML (ECMA-376) with this main part, and without macros."""

    def looks(_head: bytes, path: Path) -> bool:
        names = _names(path)
        macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return "[Content_Types].xml" in names and any(name.startswith(part) for name in names) and not macros

    return looks


def _open_document(kind: str) -> Looks:
    """OpenDocument (ISO 26300): the archive begins with its type, uncompressed."""
    start = b"mimetypeapplication/vnd.oasis.opendocument." + kind.encode()
    return lambda head, _path: head.startswith(b"PK\x03\x04") and head[30:].startswith(start)


def _names(path: Path) -> Iterable[str]:
    # Only the list of what is inside is read, nothing is unpacked.
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ()


_JPEG = FileType("image/jpeg", _begins(rb"\xff\xd8\xff"))
_HEIC = FileType("image/heic", _begins(rb"....ftyp(?:hei|hev|mif1|msf1)"))
_TIFF = FileType("image/tiff", _begins(rb"II\*\x00", rb"MM\x00\*"))
_TEXT = FileType("text/plain", _is_text)
_OGG = FileType("audio/ogg", _begins(rb"OggS"))
_XML = "application/vnd.openxmlformats-officedocument."
_OASIS = "application/vnd.oasis.opendocument."

#: By the ending of the name. The first of a type is the one that a file without an ending is taken for.
_TYPES: dict[str, FileType] = {
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": FileType("image/png", _begins(rb"\x89PNG\r\n\x1a\n")),
    "gif": FileType("image/gif", _begins(rb"GIF8[79]a")),
    "webp": FileType("image/webp", _begins(rb"RIFF....WEBP")),
    "heic": _HEIC,
    "heif": _HEIC,
    "tif": _TIFF,
    "tiff": _TIFF,
    "pdf": FileType("application/pdf", _is_pdf),
    "docx": FileType(f"{_XML}wordprocessingml.document", _office("word/")),
    "xlsx": FileType(f"{_XML}spreadsheetml.sheet", _office("xl/")),
    "pptx": FileType(f"{_XML}presentationml.presentation", _office("ppt/")),
    "doc": FileType("application/msword", _begins(_OLE, rb"\{\\rtf")),
    "xls": FileType("application/vnd.ms-excel", _begins(_OLE)),
    "ppt": FileType("application/vnd.ms-powerpoint", _begins(_OLE)),
    "odt": FileType(f"{_OASIS}text", _open_document("text")),
    "ods": FileType(f"{_OASIS}spreadsheet", _open_document("spreadsheet")),
    "odp": FileType(f"{_OASIS}presentation", _open_document("presentation")),
    "rtf": FileType("application/rtf", _begins(rb"\{\\rtf")),
    "txt": _TEXT,
    "md": FileType("text/markdown", _is_text),
    "csv": FileType("text/csv", _is_text),
    "ogg": _OGG,
    "oga": _OGG,
    "opus": _OGG,
    "mp3": FileType("audio/mpeg", _begins(rb"ID3", rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")),
    "m4a": FileType("audio/mp4", _begins(rb"....ftyp(?:M4A|M4B|mp4|isom|iso2|3gp)")),
    "wav": FileType("audio/wav", _begins(rb"RIFF....WAVE")),
    "flac": FileType("audio/flac", _begins(rb"fLaC")),
    "amr": FileType("audio/amr", _begins(rb"#!AMR")),
}
ACCEPTED = ",".join(f".{ending}" for ending in _TYPES)  #: as a page tells the browser
_BY_MIME = {each.mime: each for each in _TYPES.values()}
