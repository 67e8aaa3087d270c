"""The bundled model served by onnxruntime alone, as deep as it is asked for."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from index.model.pieces import Pieces
from index.model.texts import ModelUnusableError, fingerprint

if TYPE_CHECKING:
    import onnxruntime

INPUT, OUTPUT = "ids", "mean"  #: of each graph: ids of tokens (1, t), the mean of their hidden states (1, d)
WHOLE = -1  #: depth of a model with all its layers, however many
_ERRORS = 3  # of the runtime's levels of logging: its warnings are for whoever makes graphs


class LayeredModel:
    """Encodes sentences one by one, so that the vector of a text never depends on its neighbours.

    (Eight-bit layers scale their input over all that comes with it.) Threads may share it.
    """

    def __init__(self, folder: Path, pieces: Pieces, depths: Sequence[int]) -> None:
        self.name = f"{folder.name}-{fingerprint(folder)}"
        self.depths = tuple(depths)
        self._folder = folder
        self._pieces = pieces
        self._opening = Lock()
        self._sessions: dict[int, onnxruntime.InferenceSession] = {}
        self.dimension = int(self._session(self.depths[0]).get_outputs()[0].shape[1])

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open a folder that `index.model.convert` has made; a graph is read when it is first asked for.

        Raises ModelUnusableError.
        """
        try:
            depths = sorted(int(graph.stem[-2:]) for graph in folder.glob(graph_name("??")))
            return cls(folder, Pieces.load(folder), depths)
        except Exception as reason:  # whatever the libraries or the disk made of it
            raise ModelUnusableError(folder, reason) from reason

    def encode(self, texts: Sequence[str], depth: int = WHOLE) -> NDArray[np.float32]:
        """Unit vectors of any strings by the first `depth` layers, shape (len(texts), dimension).

        Long texts are cut to their first tokens. Raises ModelUnusableError where the graph is damaged.
        """
        session = self._session(self.depths[-1] if depth == WHOLE else depth)
        read = (np.array([self._pieces.ids(text)], np.int64) for text in texts)
        means = [session.run([OUTPUT], {INPUT: ids})[0][0] for ids in read]
        return np.asarray([mean / np.linalg.norm(mean) for mean in means], np.float32).reshape(
            len(texts), self.dimension
        )

    def _session(self, depth: int) -> "onnxruntime.InferenceSession":
        import onnxruntime  # starts a thread, which a process that is to be forked may not have

        with self._opening:
            if depth not in self._sessions:
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = 1  # questions come several at once: threads inside one would only wait
                options.log_severity_level = _ERRORS
                graph = self._folder / graph_name(f"{depth:02}")
                try:
                    self._sessions[depth] = onnxruntime.InferenceSession(graph, options, ["CPUExecutionProvider"])
                except Exception as reason:
                    raise ModelUnusableError(self._folder, reason) from reason
            return self._sessions[depth]


def graph_name(depth: str) -> str:
    """File name of the graph of so many layers, in two digits."""
    return f"layers-{depth}.onnx"
