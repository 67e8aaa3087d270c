"""Refusals: how Telegram says no."""

from typing import Any


class Refusal(Exception):
    """A call is answered with an error."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """The body of the answer."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad(what: str, **parameters: Any) -> Refusal:
    """400, in Telegram's wording."""
    return Refusal(400, f"Bad Request: {what}", **parameters)


def forbidden(what: str) -> Refusal:
    """403, in Telegram's wording."""
    return Refusal(403, f"Forbidden: {what}")
