"""Shapes of what may be chosen."""

from pydantic import BaseModel


class DocumentChoiceOut(BaseModel):
    """A document to choose."""

    id: str
    title: str
