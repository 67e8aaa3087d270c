"""Files of people as responses: under their own name, and so that no browser runs anything of them."""

from pathlib import Path
from urllib.parse import quote

from fastapi.responses import FileResponse

_ALONE = ("sandbox", "default-src 'none'", "frame-ancestors 'none'")  #: nothing runs, nothing is fetched or framed


def disposition(name: str, how: str = "attachment") -> dict[str, str]:
    """The header that names what is saved, or shown where `how` is "inline"."""
    return {"Content-Disposition": f"{how}; filename*=utf-8''{quote(name, safe='')}"}


def stored_file(path: Path, name: str, picture: str | None = None) -> FileResponse:
    """A file to keep; where it is a picture of this type, one to look at."""
    if picture is None:
        headers = disposition(name) | {"Content-Security-Policy": "; ".join(_ALONE)}
        return FileResponse(path, media_type="application/octet-stream", headers=headers)
    alone = "; ".join([*_ALONE, "img-src 'self'"])  # a browser shows a picture in a page of its own
    headers = disposition(name, "inline") | {"Content-Security-Policy": alone}
    return FileResponse(path, media_type=picture, headers=headers)
