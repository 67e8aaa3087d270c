"""A network of its own for processes, with two lines to this machine: one may be cut while the other goes on."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

LINES = ("database", "outside")


class Namespace:
    """Named by our process, so that several tests may have one each."""

    def __init__(self) -> None:
        self.name = f"punkt{os.getpid()}"
        number = os.getpid() % 250
        self._links = {line: f"pk{place}x{os.getpid()}" for place, line in enumerate(LINES)}
        #: addresses of this machine by line, as they are reached from within
        self.here = {line: f"10.{77 + place}.{number}.1" for place, line in enumerate(LINES)}

    @property
    def within(self) -> list[str]:
        """Before a command that is to run in it."""
        return ["ip", "netns", "exec", self.name]

    def cut(self, line: str) -> None:
        """What is sent goes nowhere: nobody hears that anything has ended."""
        _ip("link", "set", self._links[line], "down")

    def mend(self, line: str) -> None:
        _ip("link", "set", self._links[line], "up")

    def make(self) -> None:
        """Raises CalledProcessError where that is not allowed, and FileNotFoundError without iproute2."""
        _ip("netns", "add", self.name)
        _ip("-n", self.name, "link", "set", "lo", "up")
        for line, link in self._links.items():
            inner, address = f"{link}i", self.here[line]
            _ip("link", "add", link, "type", "veth", "peer", "name", inner)
            _ip("link", "set", inner, "netns", self.name)
            _ip("addr", "add", f"{address}/30", "dev", link)
            _ip("link", "set", link, "up")
            _ip("-n", self.name, "addr", "add", f"{address[:-1]}2/30", "dev", inner)
            _ip("-n", self.name, "link", "set", inner, "up")

    def remove(self) -> None:
        for command in (["netns", "del", self.name], *(["link", "del", link] for link in self._links.values())):
            subprocess.run(["ip", *command], check=False, capture_output=True)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextmanager
def namespace() -> Iterator[Namespace]:
    """Removed at the end; raises what `make` does."""
    made = Namespace()
    try:
        made.make()
        yield made
    finally:
        made.remove()
