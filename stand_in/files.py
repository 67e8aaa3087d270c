"""Files on the stand-in: handed in once, named by their ids ever after, fetched by their paths."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from stand_in.message import MEDIA
from stand_in.params import Params, Upload
from stand_in.refusal import bad

LARGEST = 20 * 1024 * 1024  #: bytes that a bot may fetch
TO_SEND = 50 * 1024 * 1024  #: bytes that a bot may send

_FOLDERS = {"photo": "photos", "document": "documents", "audio": "music", "voice": "voice", "video": "videos"}
_ENDINGS = {"photo": ".jpg", "voice": ".oga", "audio": ".mp3", "sticker": ".webp", "document": ""}
_MIMES = {"photo": "image/jpeg", "voice": "audio/ogg", "audio": "audio/mpeg", "sticker": "image/webp"}


@dataclass(frozen=True)
class StoredFile:
    """One file. `size` may be said to be larger than what is really there."""

    id: str
    unique: str
    kind: str
    name: str
    mime: str
    content: bytes
    size: int
    path: str

    def as_json(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": self.unique, "file_size": self.size}


class Files:
    """All files of the world."""

    def __init__(self) -> None:
        self._known: dict[str, StoredFile] = {}

    def add(
        self, kind: str, content: bytes, name: str | None = None, mime: str | None = None, size: int | None = None,
        file_id: str | None = None,
    ) -> StoredFile:  # fmt: skip
        """Take a file in."""
        number = len(self._known) + 1
        ending = PurePath(name or "").suffix or _ENDINGS.get(kind, ".mp4")
        stored = StoredFile(
            id=file_id or f"stand-in-{kind}-{number}",
            unique=f"unique{number}",
            kind=kind,
            name=name or f"file{ending}",
            mime=mime or _MIMES.get(kind, "application/octet-stream" if kind == "document" else "video/mp4"),
            content=content,
            size=len(content) if size is None else size,
            path=f"{_FOLDERS.get(kind, kind)}/file_{number}{ending}",
        )
        self._known[stored.id] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        """By its id; refuses an unknown one."""
        if file_id not in self._known:
            raise bad("wrong file identifier/HTTP URL specified")
        return self._known[file_id]

    def at(self, path: str) -> StoredFile | None:
        return next((file for file in self._known.values() if file.path == path), None)

    def given(self, params: Params, value: Any, kind: str) -> StoredFile:
        """The file that a call names: one that came with it, or one that is known."""
        if isinstance(value, str) and value.startswith("attach://"):
            value = params.get(value.removeprefix("attach://"))
        if not value:
            raise bad(f"there is no {kind} in the request")
        if isinstance(value, Upload):
            if not value.content:
                raise bad("file must be non-empty")
            if len(value.content) > TO_SEND:
                raise bad("file is too big")
            return self.add(kind, value.content, value.name, value.mime if kind == "document" else None)
        found = self.find(str(value))
        if found.kind != kind:
            raise bad(f"can't use file of type {found.kind.title()} as {kind.title()}")
        return found

    def recognise(self, content: dict[str, Any]) -> None:
        """Ids of files that somebody else's JSON names become known, with some bytes behind them."""
        for kind in MEDIA:
            files = content.get(kind) or []
            for file in files if isinstance(files, list) else [files]:
                if file["file_id"] not in self._known:
                    body = f"file {file['file_id']}".encode()
                    size, mime = file.get("file_size"), file.get("mime_type")
                    self.add(kind, body, file.get("file_name"), mime, size, file["file_id"])


#: What a message tells of a file beside its ids.
_LOOKS: dict[str, dict[str, Any]] = {
    "document": {},
    "voice": {"duration": 3},
    "audio": {"duration": 60},
    "video": {"width": 640, "height": 360, "duration": 5},
    "animation": {"width": 320, "height": 180, "duration": 2},
    "video_note": {"length": 240, "duration": 5},
    "sticker": {
        "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"
    },
}  # fmt: skip


def media_json(file: StoredFile) -> Any:
    """The file as a message shows it; a photo in two sizes."""
    shown = file.as_json()
    if file.kind == "photo":
        return [{**shown, "width": 90, "height": 60}, {**shown, "width": 1280, "height": 853}]
    shown |= _LOOKS[file.kind]
    if file.kind in {"document", "audio", "video", "animation"}:
        shown["file_name"] = file.name
    return shown if file.kind in {"sticker", "video_note"} else {**shown, "mime_type": file.mime}
