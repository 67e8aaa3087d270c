"""A glimpse of what a person wrote: its beginning in one line, without what a person could be found by."""

from tickets.text.masking import mask

_WINDOW = 3  #: times the length is looked at: masking takes its time, and blanks are folded
_PARTS_OF_NUMBERS = "0123456789 ()+-–."


def window(text: str, start: int, end: int) -> str:
    """A part of a text in whole words, for masking: what a cut goes through would not be known for a number."""
    part = text[start:end]
    if start > 0:
        part = part.partition(" ")[2].lstrip(_PARTS_OF_NUMBERS)
    if end < len(text):
        part = part.rpartition(" ")[0].rstrip(_PARTS_OF_NUMBERS)
    return part


def glimpse(text: str, length: int) -> str:
    """The beginning of a text, masked, in one line of whole words: at most `length` characters and an ellipsis."""
    looked_at = _WINDOW * length
    line = " ".join(mask(window(text, 0, looked_at)).split())
    if len(text) <= looked_at and len(line) <= length:
        return line
    return f"{line[:length].rpartition(' ')[0] or line[:length]}…"
