"""What not every installation has: the extras of pyproject.toml."""

from importlib.util import find_spec

from punkt.failure import Failure


class ExtraMissing(Failure):
    def __init__(self, purpose: str, package: str, extra: str) -> None:
        super().__init__(f"{purpose}: нет пакета {package}, установите «punkt[{extra}]».")


def need_pictures() -> None:
    """Before the minutes that lead to a picture; raises ExtraMissing where nothing can draw it."""
    if find_spec("matplotlib") is None:
        raise ExtraMissing("Рисунков не будет", "matplotlib", "measure")


def need_store() -> None:
    """Before the store that copies share is asked; raises ExtraMissing where nothing can speak with it."""
    if find_spec("obstore") is None:
        raise ExtraMissing("Хранилища PUNKT_STORE не будет", "obstore", "s3")


def need_traces() -> None:
    """Before anything is traced; raises ExtraMissing where nothing can send it."""
    if find_spec("opentelemetry.exporter") is None:
        raise ExtraMissing("Трассировки PUNKT_TRACES не будет", "opentelemetry-exporter-otlp-proto-http", "traces")
