"""As many chats stay open as the operator wishes and the machine has files for, and somebody can still ask."""

import logging
import resource

import pytest

from api.http.connections import MOST, OTHERS, RESERVE, room, streams_within
from api.http.streams import Streams, TooManyStreams


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The limit of open files, and how far it may be raised."""
    limit = [1024, 1024]
    monkeypatch.setattr(resource, "getrlimit", lambda _: tuple(limit))
    monkeypatch.setattr(resource, "setrlimit", lambda _, raised: limit.__setitem__(slice(None), raised))
    return limit


def test_without_a_wish_nothing_changes(files: list[int]) -> None:
    files[:] = [20_000, 20_000]
    assert (MOST, 200) == (room(200), streams_within(200))


def test_so_many_streams_leave_room_for_others(files: list[int]) -> None:
    files[:] = [20_000, 20_000]
    assert (5000 + OTHERS, 5000) == (room(5000), streams_within(5000))


def test_the_limit_of_open_files_is_raised_as_far_as_it_may_be(files: list[int]) -> None:
    files[:] = [1024, 20_000]
    assert 5000 == streams_within(5000)
    assert [5000 + OTHERS + RESERVE, 20_000] == files


def test_where_there_are_too_few_files_there_are_fewer_streams(files: list[int], caplog) -> None:
    with caplog.at_level(logging.WARNING):
        kept = streams_within(5000)
    assert 0 < kept < room(5000) <= 1024
    assert f"{kept} event streams" in caplog.text


def test_one_more_than_were_wished_is_refused() -> None:
    streams = Streams(2, lambda: None)
    one, other = streams.seat("192.0.2.1", "a"), streams.seat("192.0.2.2", "b")
    with one, other, pytest.raises(TooManyStreams), streams.seat("192.0.2.3", "c"):
        pass
