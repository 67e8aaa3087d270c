"""Copies that share a data folder and start in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from desk.settings import Settings
from punkt.database import prepare_data_folder


def test_copies_that_start_together_all_find_that_they_may_write(tmp_path: Path) -> None:
    """Each looks by a file of its own making, and none is refused because another has just cleared it away."""
    settings = Settings(_env_file=None, data=tmp_path)  # type: ignore[call-arg]
    with ThreadPoolExecutor(16) as copies:
        folders = [each.result() for each in [copies.submit(prepare_data_folder, settings) for _ in range(2000)]]
    assert {tmp_path} == set(folders)
    assert [] == list(tmp_path.iterdir())
