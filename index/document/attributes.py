"""Numbers that attributes of markup say."""


def whole_number(told: object, digits: int = 4) -> int | None:
    """Of at most so many digits, with a minus or without; None of anything else: a longer one is meant to harm."""
    text = told.strip() if isinstance(told, str) else ""
    return int(text) if text.removeprefix("-").isdecimal() and len(text.removeprefix("-")) <= digits else None
