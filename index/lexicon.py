"""Words with a number each, mapped from files: a hundred thousand of them take no memory to speak of."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from marisa_trie import Trie


class Lexicon(Mapping[str, int]):
    """A mapping that cannot be changed; threads may share it."""

    def __init__(self, trie: "Trie", numbers: NDArray[np.int32]) -> None:
        self._trie = trie
        self._numbers: memoryview[int] = numbers.data  #: (n,), by the keys' places in the trie, as plain ints

    @classmethod
    def load(cls, folder: Path, name: str) -> Self:
        """What `save` wrote there; raises OSError, ValueError and the trie's RuntimeError."""
        from marisa_trie import Trie

        return cls(Trie().mmap(str(_trie(folder, name))), np.load(_numbers(folder, name), mmap_mode="r"))

    @staticmethod
    def save(folder: Path, name: str, numbers: Mapping[str, int]) -> None:
        """Write any such mapping; the same gives the same bytes."""
        from marisa_trie import Trie

        trie = Trie(sorted(numbers))
        trie.save(str(_trie(folder, name)))
        kept = np.empty(len(trie), np.int32)
        for word, place in trie.items():
            kept[place] = numbers[word]
        np.save(_numbers(folder, name), kept, allow_pickle=False)

    def __getitem__(self, word: str) -> int:
        place: int = self._trie[word]
        return self._numbers[place]

    def get(self, word: str, default: Any = None, /) -> Any:
        """As of any mapping; most words that are asked for are not there, and an exception for each would cost."""
        place = self._trie.get(word)
        return default if place is None else self._numbers[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._trie.iterkeys())

    def __len__(self) -> int:
        return len(self._trie)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word in self._trie


def _trie(folder: Path, name: str) -> Path:
    return folder / f"{name}.trie"


def _numbers(folder: Path, name: str) -> Path:
    return folder / f"{name}.npy"
