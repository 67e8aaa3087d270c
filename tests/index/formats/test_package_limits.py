"""Documents that are archives: what would fill the memory or harm is refused with a sentence."""

import io
import struct
import zipfile

import pytest

from index.formats.package import Package
from index.formats.unreadable import FileUnreadable


def packed(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()


def test_parts_are_found_by_name():
    package = Package(packed(a=b"<x>\xd1\x8f</x>", b=b""))
    assert (package.names, package.part("a"), package.part("b"), package.part("c")) == (
        ("a", "b"),
        b"<x>\xd1\x8f</x>",
        b"",
        None,
    )
    element = package.xml("a")
    assert element is not None
    assert (element.text, package.xml("c")) == ("я", None)


def test_what_unpacks_to_far_more_than_a_text_does_is_refused():
    with pytest.raises(FileUnreadable, match="слишком велик"):
        Package(packed(a=bytes(10 * 2**20))).part("a")


def test_all_parts_together_have_a_limit():
    """Each of them is within the ratio, all are not."""
    chunk = bytes(range(256)) * 3_900  # packs about a hundredfold
    package = Package(packed(**{f"p{number}": chunk for number in range(70)}))
    with pytest.raises(FileUnreadable, match="слишком велик"):
        list(map(package.part, package.names))


def test_a_size_in_the_header_is_not_believed():
    """The header says ten bytes."""
    data = packed(a=bytes(10 * 2**20))
    data = data.replace(struct.pack("<L", 10 * 2**20), struct.pack("<L", 10))
    with pytest.raises(FileUnreadable, match=r"повреждён|слишком велик"):
        Package(data).part("a")


def test_thousands_of_parts_are_no_document():
    with pytest.raises(FileUnreadable, match="слишком велик"):
        Package(packed(**{f"p{number}": b"" for number in range(5_001)}))


def test_a_damaged_or_locked_archive_is_refused():
    data = bytearray(packed(a=b"words " * 100))
    with pytest.raises(FileUnreadable, match="повреждён"):
        Package(bytes(data[:-5]))
    harmed = bytes(data[:35]) + b"\xff\xff\xff" + bytes(data[38:])
    with pytest.raises(FileUnreadable, match="повреждён"):
        Package(harmed).part("a")
    data[6] |= 1
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    with pytest.raises(FileUnreadable, match="паролем"):
        Package(bytes(data)).part("a")
