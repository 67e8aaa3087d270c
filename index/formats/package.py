"""A document that is a zip archive of parts, opened with limits: docx, odt and epub are such packages."""

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from index.formats.unreadable import FileUnreadable

Element = Any  #: of lxml, which has no types

_MOST_PARTS = 5_000
_MOST_BYTES = 64 * 2**20  #: of all parts that were read, unpacked
_MOST_RATIO = 400  #: of unpacked to packed bytes of a part; text that tools write has up to 100
_SMALL = 2**20  #: bytes, which a part may have at any ratio
_ENCRYPTED = 0x1  #: bit of the flags of a part

_BROKEN = "архив повреждён: сохраните документ заново"
_HUGE = "в распакованном виде он слишком велик: сохраните текст отдельно, без приложений и картинок"


class Package:
    """The parts of a zip archive by name; what is read is counted, so that no archive fills the memory."""

    def __init__(self, data: bytes) -> None:
        """Open an archive; raises FileUnreadable."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
            raise FileUnreadable(_BROKEN) from None
        if len(self._archive.infolist()) > _MOST_PARTS:
            raise FileUnreadable(_HUGE)
        self._left = _MOST_BYTES

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, in the order of the archive."""
        return tuple(self._archive.namelist())

    def part(self, name: str) -> bytes | None:
        """A part unpacked; None when there is none of that name. Raises FileUnreadable."""
        try:
            found = self._archive.getinfo(name)
        except KeyError:
            return None
        if found.flag_bits & _ENCRYPTED:
            raise FileUnreadable("он защищён паролем: снимите защиту и сохраните документ заново")
        most = min(self._left, max(_SMALL, found.compress_size * _MOST_RATIO))
        try:
            with self._archive.open(found) as stream:
                unpacked = stream.read(most + 1)  # what the header says of its size is not believed
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, EOFError):
            raise FileUnreadable(_BROKEN) from None
        if len(unpacked) > most:
            raise FileUnreadable(_HUGE)
        self._left -= len(unpacked)
        return unpacked

    def xml(self, name: str) -> Element | None:
        """A part as a tree of elements; None when there is none of that name. Raises FileUnreadable."""
        part = self.part(name)
        return None if part is None else element_of(part)


def element_of(part: bytes) -> Element:
    """The root of an XML text, which may declare no entities; raises FileUnreadable."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise FileUnreadable("внутри него испорченный XML: откройте документ и сохраните заново") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):
        raise FileUnreadable("в нём объявлены сущности XML, которых в документах не бывает")
    return root
