"""Names of WordprocessingML, and XML parsed without entities."""

from typing import Any

from index.document.attributes import whole_number
from index.formats.package import element_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: «Strict Open XML» says the same in names of its own.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_VALUE = f"{W}val"
_OFF = frozenset({"0", "false", "off", "none"})


def parsed(data: bytes) -> Any:
    """The root element. Raises FileUnreadable for what is not well formed, nested too deep or declares entities."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return element_of(data)


def child(element: Any, tag: str) -> Any:
    """The first child of that name, None without one; faster than `find` where it stands at the beginning."""
    for each in element:
        if each.tag == tag:
            return each
    return None


def value(element: Any, name: str) -> str | None:
    """The `w:val` of a child, None where there is no such child."""
    found = None if element is None else child(element, W + name)
    return None if found is None else str(found.get(_VALUE, ""))


def number(element: Any, name: str) -> int | None:
    """The same as a number."""
    return whole_number(value(element, name), digits=9)


def is_on(element: Any) -> bool:
    """Whether a switch such as `<w:b/>` or `<w:b w:val="0"/>` is on."""
    return element.get(_VALUE, "1").lower() not in _OFF
