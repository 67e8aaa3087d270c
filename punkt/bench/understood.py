"""The understanding of whichever build is first on the path, on one thread: `python understood.py`.

It names only what both builds have. Each line that comes in, JSON [text, …], is answered by JSON [milliseconds, …].
"""

import json
import sys
import time
from collections.abc import Callable


def _milliseconds(understand: Callable[[str], object], text: str) -> float:
    begun = time.perf_counter()
    understand(text)
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    from threadpoolctl import threadpool_limits

    from punkt.library import open_knowledge
    from punkt.start import read_settings

    knowledge = open_knowledge(read_settings())

    def understand(text: str) -> object:
        return knowledge.understand(text, ())

    understand("сколько храните данные")
    print("ready", flush=True)
    with threadpool_limits(1):
        for line in sys.stdin:
            print(json.dumps([_milliseconds(understand, text) for text in json.loads(line)]), flush=True)


if __name__ == "__main__":
    main()
