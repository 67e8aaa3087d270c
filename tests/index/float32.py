"""The bundled model as sentence-transformers reads it: float32 weights, to measure ours against."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from index.model.blocks import PackedWeights

_DENSE = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def write_folder(
    folder: Path, weights: PackedWeights, tokenizer: dict[str, Any], kept: NDArray[np.intp], layers: int
) -> None:
    """Write the first `layers` with the rows `kept` of the embedding table; `tokenizer` must number its pieces alike.

    e5 was trained with a prefix before each text. The folder names both of its prefixes and makes "query: " the
    default, so whoever opens the folder needs to know nothing of it.
    """
    folder.mkdir()
    tensors = dict(_tensors(weights, kept, layers))
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    files: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": weights.hidden,
            "intermediate_size": weights.intermediate,
            "layer_norm_eps": 1e-12,
            "max_position_embeddings": weights.positions,
            "num_attention_heads": weights.heads,
            "num_hidden_layers": layers,
            "pad_token_id": 1,
            "transformers_version": "4.57.1",  # without it transformers takes the tokenizer for a faulty Mistral one
            "type_vocab_size": weights.token_types,
            "vocab_size": len(kept),
        },
        "tokenizer.json": tokenizer,
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_input_names": ["input_ids", "attention_mask"],
            "model_max_length": weights.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "mask_token": "<mask>",
            "pad_token": "<pad>",
            "sep_token": "</s>",
            "unk_token": "<unk>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": weights.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": "query",
            "similarity_fn_name": "cosine",
        },
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _tensors(weights: PackedWeights, kept: NDArray[np.intp], layers: int) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Names and values of BertModel's parameters."""
    hidden = weights.hidden
    yield "embeddings.word_embeddings.weight", weights.matrix("emb.word", hidden, kept)
    yield "embeddings.position_embeddings.weight", weights.vector("emb.pos").reshape(-1, hidden)
    yield "embeddings.token_type_embeddings.weight", weights.vector("emb.type").reshape(-1, hidden)
    yield "embeddings.LayerNorm.weight", weights.vector("emb.ln.w")
    yield "embeddings.LayerNorm.bias", weights.vector("emb.ln.b")
    for layer in range(layers):
        for short, full in _DENSE.items():
            columns = weights.intermediate if short == "fo" else hidden
            yield f"encoder.layer.{layer}.{full}.weight", weights.matrix(f"l{layer}.{short}.w", columns)
            yield f"encoder.layer.{layer}.{full}.bias", weights.vector(f"l{layer}.{short}.b")
        for short, full in _NORMS.items():
            yield f"encoder.layer.{layer}.{full}.weight", weights.vector(f"l{layer}.{short}.w")
            yield f"encoder.layer.{layer}.{full}.bias", weights.vector(f"l{layer}.{short}.b")
    # BertModel has a pooler that a mean-pooled model never asks; zeros spare a warning and random weights.
    yield "pooler.dense.weight", np.zeros((hidden, hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, np.float32)
