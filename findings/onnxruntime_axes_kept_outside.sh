#!/usr/bin/env bash
# onnx 1.23.2 and onnxruntime 1.32.0, a model whose weights are kept in a file beside it.
# Behaviour: every initializer may lie in that file but one that shapes depend on, such as the axes of a mean: then the model
#   is refused at loading, although onnx's own checker takes it and the same eight bytes inside the model load.
# One would expect: the file to be read for eight bytes as for a matrix, or the checker to refuse what the runtime does.
# Why it matters here: the graphs of all depths of the sentence model share one file of weights, and whatever is small
#   enough to be an axis or a length has to stay inside each of them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0
cd "$work"
"$work/venv/bin/python" - <<'PY' | tee "$work/seen"
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

onnxruntime.set_default_logger_severity(4)


def outside(name: str, values: np.ndarray, at: int) -> TensorProto:
    kind = helper.np_dtype_to_tensor_dtype(values.dtype)
    kept = TensorProto(name=name, dims=values.shape, data_type=kind, data_location=TensorProto.EXTERNAL)
    for key, value in (("location", "weights.bin"), ("offset", at), ("length", values.nbytes)):
        kept.external_data.add(key=key, value=str(value))
    return kept


table, axes = np.arange(12, dtype=np.float32).reshape(4, 3), np.array([1], np.int64)
with open("weights.bin", "wb") as file:
    file.write(table.tobytes() + axes.tobytes())
ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "n"])
mean = helper.make_tensor_value_info("mean", TensorProto.FLOAT, [1, 3])
nodes = [
    helper.make_node("Gather", ["table", "ids"], ["rows"]),
    helper.make_node("ReduceMean", ["rows", "axes"], ["mean"], keepdims=0),
]
for where, kept in (("inside", numpy_helper.from_array(axes, "axes")), ("outside", outside("axes", axes, table.nbytes))):
    graph = helper.make_graph(nodes, "g", [ids], [mean], [outside("table", table, 0), kept])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10), "model.onnx")
    onnx.checker.check_model("model.onnx")
    try:
        session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
        print("axes", where, "->", session.run(None, {"ids": np.array([[1, 3]])})[0].tolist())
    except Exception as refused:
        print("axes", where, "->", type(refused).__name__, "Cannot parse data from external tensors" in str(refused))
PY
diff - "$work/seen" <<'SEEN'
axes inside -> [[6.0, 7.0, 8.0]]
axes outside -> Fail True
SEEN
echo "as recorded"
