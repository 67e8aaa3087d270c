"""A page that a browser or Word saved «as a single file» (.mht): a letter whose first page is the document."""

import re
from email import message_from_bytes
from email.message import Message

_HEADERS = re.compile(rb"\A(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,30}\r?\n")
_RELATED = re.compile(
    rb"^content-type:\s*(?:multipart/(?:related|alternative|mixed)|text/html)", re.IGNORECASE | re.MULTILINE
)
_VERSION = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)


def page_inside(data: bytes) -> bytes | None:
    """The first page of such a file, in the encoding that it has; None of any other file."""
    headers = _HEADERS.match(data.lstrip()[:20_000])
    if headers is None or not _VERSION.search(headers[0]) or not _RELATED.search(headers[0]):
        return None
    for part in message_from_bytes(data.lstrip()).walk():
        if part.get_content_type() == "text/html":
            return _payload(part)
    return None


def _payload(part: Message) -> bytes | None:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else None
