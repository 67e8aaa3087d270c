"""Pages are taken apart as long as there is time: a page that is drawn to cost much is no reason to stand still."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from index.formats.pdf.apart import REFUSED
from index.formats.reading import FileUnreadable

SECONDS = 30.0  #: of processor for one step over all pages; a thousand usual pages take a tenth of it

T = TypeVar("T")


def in_time(pages: Iterable[T]) -> Iterator[T]:
    """The same, page by page. Raises FileUnreadable when what is done with them takes too long."""
    start = time.thread_time()
    for page in pages:
        if time.thread_time() - start > SECONDS:
            raise FileUnreadable(REFUSED["slow"])
        yield page
