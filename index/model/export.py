"""From the float32 folder to the int8 ONNX folder: `python -m index.model.export SOURCE TARGET`.

A process of its own, because the export takes over two gigabytes that Python would not give back.
"""

import shutil
import sys
from pathlib import Path

import onnx
from sentence_transformers import SentenceTransformer
from sentence_transformers.backend import export_dynamic_quantized_onnx_model


def export(source: Path, target: Path) -> None:
    """Write the new folder `target`.

    Weights become unsigned eight-bit ("avx2"): the signed kind is faster on some processors, but saturates on
    those without VNNI instructions.
    """
    model = SentenceTransformer(
        str(source),
        device="cpu",
        backend="onnx",
        local_files_only=True,
        model_kwargs={"export": True, "provider": "CPUExecutionProvider"},
    )
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.safetensors"))
    export_dynamic_quantized_onnx_model(model, "avx2", str(target))
    _map_table(target / "onnx/model_quint8_avx2.onnx")


def _map_table(graph: Path) -> None:
    """Move the embedding table to a file of its own, which the runtime maps: only rows in use take memory."""
    model = onnx.load(graph)
    graph.unlink()
    onnx.save_model(model, graph, save_as_external_data=True, location=f"{graph.name}_data", size_threshold=1 << 20)


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
