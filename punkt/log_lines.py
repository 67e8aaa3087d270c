"""Lines of the log: for people, or as JSON for whoever collects them. Neither holds what a person wrote."""

import json
import logging
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_HOME = f"{Path(__file__).resolve().parent.parent}/"
#: These put the text of an error, or a whole task, into lines of their own; the first line says what happened.
_TALKATIVE = ("asyncio", "uvicorn")


class JsonLines(logging.Formatter):
    """One object a line: time (RFC 3339, UTC), level, logger, message, role; trace where one is going on.

    Of an error only its class and its place are told: its text may hold a statement with words and contacts in it.
    """

    def __init__(self, role: str, trace: Callable[[], str | None] = lambda: None) -> None:
        super().__init__()
        self._role = role
        self._trace = trace

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        message = record.getMessage()
        if record.name.split(".")[0] in _TALKATIVE:
            message = message.partition("\n")[0]
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message,
            "role": self._role,
        }
        if trace := self._trace():
            told["trace"] = trace
        if record.exc_info and (error := record.exc_info[1]) is not None:
            frames = traceback.extract_tb(error.__traceback__)
            told["error"] = type(error).__name__
            told["place"] = [f"{each.filename.removeprefix(_HOME)}:{each.lineno} {each.name}" for each in frames]
        return json.dumps(told, ensure_ascii=False)
