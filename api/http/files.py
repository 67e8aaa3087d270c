"""Files of people as responses: under their own name, and so that no browser runs anything of them."""

from urllib.parse import quote

from fastapi.responses import FileResponse

from tickets.record.attachment import Lent

_ALONE = ("sandbox", "default-src 'none'", "frame-ancestors 'none'")  #: nothing runs, nothing is fetched or framed


def disposition(name: str, how: str = "attachment") -> dict[str, str]:
    """The header that names what is saved, or shown where `how` is "inline"."""
    return {"Content-Disposition": f"{how}; filename*=utf-8''{quote(name, safe='')}"}


class LentFile(FileResponse):
    """Holds what it was lent until it is sent."""

    def __init__(self, lent: Lent, media_type: str, headers: dict[str, str]) -> None:
        super().__init__(lent.path, media_type=media_type, headers=headers)
        self.lent = lent


def stored_file(lent: Lent, name: str, picture: str | None = None) -> FileResponse:
    """A file to keep; where it is a picture of this type, one to look at."""
    if picture is None:
        headers = disposition(name) | {"Content-Security-Policy": "; ".join(_ALONE)}
        return LentFile(lent, "application/octet-stream", headers)
    alone = "; ".join([*_ALONE, "img-src 'self'"])  # a browser shows a picture in a page of its own
    headers = disposition(name, "inline") | {"Content-Security-Policy": alone}
    return LentFile(lent, picture, headers)
