"""What every sentence model does alike: how much of a text it reads, and by what it is known."""

import hashlib
from pathlib import Path

from index.model import ModelError

TOKENS = 128  #: of a text: a question is far shorter
CHARACTERS = 2_000  #: of a text, before the tokenizer: about as many as 128 of the longest pieces


class ModelUnusableError(ModelError):
    def __init__(self, model: str | Path, reason: Exception) -> None:
        what = f"{type(reason).__name__}: {str(reason).partition(chr(10))[0]}"
        super().__init__(
            f"Модель «{model}» не открывается ({what}): проверьте PUNKT_MODEL, "
            "а если это папка в кэше, удалите её, и она соберётся заново."
        )


def readable(text: str) -> str:
    """The beginning of a text, runs of spaces as one; half of a surrogate pair, which no tokenizer takes, is "?"."""
    return " ".join(text.split())[:CHARACTERS].encode("utf-8", "replace").decode()


def fingerprint(folder: Path) -> str:
    """Twelve hexadecimal digits of the SHA-256 of all files of a folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
