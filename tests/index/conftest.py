from pathlib import Path

import pytest

from index.encoder import Encoder, open_encoder

CACHE = Path(__file__).parents[2] / "var" / "cache"


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled model, converted once for all test runs of this checkout."""
    return open_encoder(None, CACHE, progress=False)
