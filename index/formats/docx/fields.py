"""Fields of Word (REF, PAGEREF, FORMTEXT…): their instructions are not shown, their results are."""

from typing import Any

from index.formats.docx.xml import W


class Fields:
    """Follows `w:fldChar`; fields stand in one another."""

    def __init__(self) -> None:
        self._in_code: list[bool] = []

    def met(self, mark: Any) -> None:
        """A beginning, the end of an instruction, an end."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._in_code.append(True)
        elif kind == "separate" and self._in_code:
            self._in_code[-1] = False
        elif kind == "end" and self._in_code:
            self._in_code.pop()

    @property
    def shown(self) -> bool:
        """Whether words that are read now are shown."""
        return True not in self._in_code

    def end_paragraph(self) -> None:
        """An instruction that is never closed takes no other paragraph with it."""
        self._in_code = [False] * len(self._in_code)
