"""Parameters of a call, whatever way they came: in the address, as a form, as JSON, with files."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from stand_in.refusal import bad


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    content: bytes


class Params(dict[str, Any]):
    """Names and values; all values are strings as in a form, except for an `Upload`."""

    def number(self, name: str) -> int | None:
        """An integer; None where there is none."""
        value = self.get(name)
        if value in {None, ""}:
            return None
        try:
            return int(value)
        except ValueError:
            raise bad(f"invalid {name} specified") from None

    def data(self, name: str, default: Any = None) -> Any:
        """JSON."""
        value = self.get(name)
        if value in {None, ""}:
            return default
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None

    def flag(self, name: str) -> bool:
        return str(self.get(name, "")).lower() in {"true", "1", "yes"}


async def read_params(request: web.Request) -> Params:
    """What came with the request."""
    params = Params(request.query)
    given: dict[str, Any]
    if request.content_type == "application/json":
        body = await request.json()
        given = {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}
    else:
        given = dict(await request.post())
    for name, value in given.items():
        if isinstance(value, FileField):
            params[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            params[name] = value
    return params
