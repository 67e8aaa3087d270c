"""The model as ONNX graphs, one for each number of layers, which share one file of weights.

The embedding table keeps its 4-bit blocks as they were packed; dense layers become eight-bit, a scale for each column.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.model.blocks import PackedWeights
from index.model.layers import INPUT, OUTPUT, graph_name

SHARED = "weights.bin"  #: the file of weights beside the graphs
_ORT = "com.microsoft"  #: operators of onnxruntime itself
_SMALL = 1024  # bytes
_ALIGNMENT = 4096  # so that the runtime maps a tensor instead of copying it
_EPSILON = 1e-12

Tensor = NDArray[np.float32] | NDArray[np.uint8] | NDArray[np.int64]


def write_graphs(folder: Path, weights: PackedWeights, kept: NDArray[np.intp]) -> None:
    """Write the graphs of no layer up to all, with the rows `kept` of the embedding table.

    Each takes ids of tokens (1, t) to the mean of their hidden states (1, d), not yet of unit length.
    """
    with (folder / SHARED).open("wb") as shared:
        model = _Model(weights, shared_by=_Shared(shared))
        model.embed(kept)
        for depth in range(weights.layers + 1):
            if depth:
                model.add_layer(depth - 1)
            (folder / graph_name(f"{depth:02}")).write_bytes(model.finished().SerializeToString())


class _Shared:
    """Appends tensors to the shared file, and says where they lie."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def tensor(self, name: str, values: Tensor) -> TensorProto:
        """The tensor as a graph refers to it; a small one lies in the graph itself, as shapes may depend on it."""
        if values.nbytes < _SMALL:
            return numpy_helper.from_array(values, name)
        self._file.write(bytes(-self._file.tell() % _ALIGNMENT))
        at, content = self._file.tell(), np.ascontiguousarray(values).tobytes()
        self._file.write(content)
        kept = TensorProto(
            name=name,
            dims=values.shape,
            data_type=helper.np_dtype_to_tensor_dtype(values.dtype),
            data_location=TensorProto.EXTERNAL,
        )
        for key, value in (("location", SHARED), ("offset", at), ("length", len(content))):
            kept.external_data.add(key=key, value=str(value))
        return kept


class _Model:
    """A graph that grows by layers."""

    def __init__(self, weights: PackedWeights, shared_by: _Shared) -> None:
        self._weights, self._shared = weights, shared_by
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: list[TensorProto] = []
        self._last = ""  #: the hidden states so far

    def embed(self, kept: NDArray[np.intp]) -> None:
        """Begin with the sum of the embeddings of tokens, positions and the one type of sentence."""
        hidden = self._weights.hidden
        halves, scales = self._weights.packed("emb.word", hidden, kept)
        table = [self._keep("table", halves), INPUT, self._keep("table.scales", scales)]
        self._node("GatherBlockQuantized", table, "words", _ORT, bits=4, block_size=32, gather_axis=0, quantize_axis=1)
        positions = self._weights.vector("emb.pos").reshape(-1, hidden)
        types = self._weights.vector("emb.type").reshape(-1, hidden)
        self._node("Shape", [INPUT], "length", start=1, end=2)
        zero = self._keep("zero", np.zeros(1, np.int64))
        self._node("Slice", [self._keep("positions", positions + types[0]), zero, "length", zero], "placed")
        self._node("Add", ["words", "placed"], "embedded")
        self._last = self._normalised("embedded", "emb.ln")
        self._keep("one", np.ones(1, np.int64))

    def add_layer(self, layer: int) -> None:
        """Attention and the two dense layers after it, each added to what came in and normalised."""
        name, hidden, before = f"l{layer}", self._weights.hidden, self._last
        queries = [f"{name}.{part}.part" for part in "qkv"]
        projected = self._dense(before, [f"{name}.{part}" for part in "qkv"], hidden)
        self._nodes.append(helper.make_node("Split", [projected], queries, axis=-1, num_outputs=3))
        attended = self._node("MultiHeadAttention", queries, f"{name}.attended", _ORT, num_heads=self._weights.heads)
        projected = self._dense(attended, [f"{name}.ao"], hidden)
        between = self._normalised(self._node("Add", [projected, before], f"{name}.between"), f"{name}.aln")
        wide = self._node("Gelu", [self._dense(between, [f"{name}.fi"], hidden)], f"{name}.wide", _ORT)
        narrow = self._dense(wide, [f"{name}.fo"], self._weights.intermediate)
        self._last = self._normalised(self._node("Add", [narrow, between], f"{name}.after"), f"{name}.oln")

    def finished(self) -> onnx.ModelProto:
        """The model as it is so far, with the mean over the tokens at its end."""
        mean = helper.make_node("ReduceMean", [self._last, "one"], [OUTPUT], keepdims=0)
        ids = helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "tokens"])
        vector = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, self._weights.hidden])
        graph = helper.make_graph([*self._nodes, mean], "e5", [ids], [vector], self._tensors)
        versions = [helper.make_opsetid("", 18), helper.make_opsetid(_ORT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=10)

    def _dense(self, given: str, names: Sequence[str], columns: int) -> str:
        """Dense layers of the same input side by side; weights (columns, outputs) as unsigned bytes.

        The signed kind is faster on some processors, but saturates on those without VNNI instructions.
        """
        matrix = np.concatenate([self._weights.matrix(f"{name}.w", columns) for name in names]).T
        bias = np.concatenate([self._weights.vector(f"{name}.b") for name in names])
        least, most = np.minimum(matrix.min(axis=0), 0), np.maximum(matrix.max(axis=0), 0)
        scales = np.asarray((most - least) / 255, np.float32)
        zeros = np.round(-least / scales)
        rounded = np.clip(np.round(matrix / scales + zeros), 0, 255).astype(np.uint8)
        name = names[0]
        inputs = (("w", rounded), ("scales", scales), ("zeros", zeros.astype(np.uint8)), ("b", bias))
        kept = [self._keep(f"{name}.{part}", values) for part, values in inputs]
        return self._node("DynamicQuantizeMatMul", [given, *kept], f"{name}.dense", _ORT)

    def _normalised(self, given: str, name: str) -> str:
        factors = [self._keep(f"{name}.{part}", self._weights.vector(f"{name}.{part}")) for part in "wb"]
        return self._node("LayerNormalization", [given, *factors], f"{name}.normal", epsilon=_EPSILON)

    def _node(self, operator: str, inputs: Sequence[str], output: str, domain: str = "", **options: int | float) -> str:
        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **options))
        return output

    def _keep(self, name: str, values: Tensor) -> str:
        self._tensors.append(self._shared.tensor(name, values))
        return name
