"""Sheets: tables for spreadsheet programs."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")  #: what a program may take for the beginning of one


def harmless(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
