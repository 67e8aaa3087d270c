"""Lines of the log as JSON: one object each, which tells where an error arose and nothing of what it held."""

import json
import logging

from punkt.log_lines import JsonLines

WORDS = "жёлтый кенарь, kenar@example.org"


def line(message: str, *words: object, name: str = "tickets.loops", error: BaseException | None = None) -> str:
    fault = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, words, fault)
    return JsonLines("worker", lambda: "ab" * 16).format(record)


def test_a_line_is_one_object_with_what_collectors_ask_for() -> None:
    """Also where the message has lines of its own, and Russian letters, which stay readable."""
    told = line("%s: не ладится\nдальше", "inbox")
    assert "\n" not in told
    assert "не ладится" in told
    read = json.loads(told)
    assert ["time", "level", "logger", "message", "role", "trace"] == list(read)
    assert ("warning", "tickets.loops", "worker", "ab" * 16) == tuple(
        read[name] for name in ("level", "logger", "role", "trace")
    )


def test_of_an_error_its_class_and_place_are_told_and_not_its_text() -> None:
    """A statement that failed holds what a person wrote."""
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        told = json.loads(line("it failed", error=error))
    assert "ValueError" == told["error"]
    assert told["place"][0].startswith("tests/punkt/test_log_lines.py:")
    assert "кенарь" not in json.dumps(told, ensure_ascii=False)


def test_what_libraries_add_about_a_task_is_left_out() -> None:
    """asyncio writes the error of a task, with its text, under the first line."""
    told = line(f"Task exception was never retrieved\nfuture: <Task exception=ValueError('{WORDS}')>", name="asyncio")
    assert "Task exception was never retrieved" == json.loads(told)["message"]
