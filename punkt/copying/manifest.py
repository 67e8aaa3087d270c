"""The manifest of a copy: what is in it, by which keys it opens, and where the ledger of erasures stood."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ValidationError

from punkt.failure import Failure

NAME = "manifest.json"
DATABASE = "database"  #: part with the rows: a SQLite file, or a dump of PostgreSQL
ATTACHMENTS, ACTS, EXPORTS = "attachments", "acts", "exports"
FOLDERS = (ATTACHMENTS, ACTS, EXPORTS)  #: of the data folder


class CopyDamaged(Failure):
    def __init__(self, what: str) -> None:
        super().__init__(f"копия повреждена или это не копия Пункта ({what}): возьмите другую. Ничего не изменилось.")


class CopyNewer(Failure):
    def __init__(self) -> None:
        super().__init__("копия сделана более новой версией Пункта: обновите его и повторите. Ничего не изменилось.")


def _inside(name: str) -> str:
    path = PurePosixPath(name)
    if name != DATABASE and (path.is_absolute() or ".." in path.parts or path.parts[0] not in FOLDERS):
        raise ValueError(name)
    return name


class Part(BaseModel, frozen=True):
    """One file."""

    size: int  #: bytes
    sha256: str


class Manifest(BaseModel, frozen=True):
    """Told of a whole copy."""

    format: Literal[1] = 1
    dialect: Literal["sqlite", "postgresql"]
    schema_revision: str
    begun_at: datetime
    contact_keys: tuple[str, ...]  #: fingerprints, the key of the blind indexes first
    secret_key: str  #: fingerprint
    ledger: str | None  #: id of its last line when the copy began; None: it had none
    gone: tuple[str, ...]  #: attachments that were deleted, with their rows, while the copy was made
    parts: dict[Annotated[str, AfterValidator(_inside)], Part]


def read_manifest(content: bytes) -> Manifest:
    """Raises CopyDamaged and CopyNewer."""
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        wrong = {each["loc"] for each in error.errors()}
        raise CopyNewer if wrong == {("format",)} else CopyDamaged(NAME) from None
