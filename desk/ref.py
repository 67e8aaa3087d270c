"""Which clause of which document, where there may be several."""

from typing import NamedTuple


class Ref(NamedTuple):
    """A clause; of the first document the id is left out, so that nothing changes where there is no other."""

    address: str  #: "" is the document as a whole
    document: str = ""
