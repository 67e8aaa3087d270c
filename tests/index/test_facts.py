"""Which edition is in force on a day: the one that took force last, and no draft."""

from datetime import date
from pathlib import Path

import pytest

from index.facts import NothingInForce, PolicyError, coming, in_force

HEAD = 'id = "offer"\n'


def written(folder: Path, *editions: str) -> Path:
    folder.mkdir(exist_ok=True)
    blocks = [f'\n[[editions]]\nid = "{place}"\n{facts}\n' for place, facts in enumerate(editions, start=1)]
    (folder / "policy.toml").write_text(HEAD + "".join(blocks), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("editions", "day", "expected"),
    [
        (("", "effective = 2026-02-05"), "2026-02-04", "1"),
        (("", "effective = 2026-02-05"), "2026-02-05", "2"),
        (("effective = 2026-10-01", "effective = 2026-02-05"), "2026-12-01", "1"),
        (("", ""), "2026-12-01", "2"),
        (("effective = 2026-02-05", ""), "2026-12-01", "1"),
        (("", "effective = 2026-02-05\ndraft = true"), "2026-12-01", "1"),
        (("effective = 2026-02-05", "effective = 2026-02-05"), "2026-12-01", "2"),
    ],
)
def test_the_last_one_that_has_begun_is_in_force(
    tmp_path: Path, editions: tuple[str, ...], day: str, expected: str
) -> None:
    """In whatever order they are listed; of those without a day, and of one day, the last."""
    document, edition = in_force(written(tmp_path, *editions), date.fromisoformat(day))
    assert ("offer", expected) == (document, edition.id)


def test_nothing_but_drafts_and_the_future_is_nothing_in_force(tmp_path: Path) -> None:
    folder = written(tmp_path, "draft = true", "effective = 2026-12-20", "effective = 2026-12-10")
    with pytest.raises(NothingInForce, match="нет действующей редакции"):
        in_force(folder, date(2026, 12, 1))
    assert ["3", "2"] == [each.id for each in coming(folder, date(2026, 12, 1))]
    assert [] == [*coming(folder, date(2026, 12, 20))]


def test_a_day_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="не понять редакций"):
        in_force(written(tmp_path, 'effective = "завтра"'), date(2026, 12, 1))
