"""Haystack beside Punkt: BM25 and the same sentence model, joined by reciprocal ranks, one thread.

`MODEL CLAUSES`: a folder as sentence-transformers reads it, and JSON {number: text}. Each line that comes in, JSON
[text, …], is answered by a line of JSON [[milliseconds, [number, …]], …], best first. Runs in an environment of its
own and imports nothing of Punkt's.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

FOUND = 3  #: clauses
CANDIDATES = 10  #: of each way, which are joined


def opened(model: str, clauses: dict[str, str]) -> Any:
    """The pipeline, its documents embedded and written."""
    import torch
    from haystack import Document, Pipeline
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    torch.set_num_threads(1)
    store = InMemoryDocumentStore()
    documents = [Document(content=text, meta={"number": number}) for number, text in clauses.items()]
    embedder = SentenceTransformersDocumentEmbedder(model=model, prefix="passage: ", progress_bar=False)
    embedder.warm_up()
    store.write_documents(embedder.run(documents)["documents"])
    pipeline = Pipeline()
    pipeline.add_component(
        "embedder", SentenceTransformersTextEmbedder(model=model, prefix="query: ", progress_bar=False)
    )
    pipeline.add_component("by_meaning", InMemoryEmbeddingRetriever(store, top_k=CANDIDATES))
    pipeline.add_component("by_words", InMemoryBM25Retriever(store, top_k=CANDIDATES))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=FOUND))
    pipeline.connect("embedder.embedding", "by_meaning.query_embedding")
    pipeline.connect("by_meaning", "joiner")
    pipeline.connect("by_words", "joiner")
    pipeline.warm_up()
    return pipeline


def answered(pipeline: Any, text: str) -> tuple[float, list[str]]:
    """Milliseconds, and the clauses found, best first."""
    begun = time.perf_counter()
    found = pipeline.run({"embedder": {"text": text}, "by_words": {"query": text}})["joiner"]["documents"]
    return (time.perf_counter() - begun) * 1000, [each.meta["number"] for each in found]


def main(model: str, clauses: str) -> None:
    """Serve until nothing comes in."""
    pipeline = opened(model, json.loads(Path(clauses).read_text("utf-8")))
    _tell("ready")
    for line in sys.stdin:
        _tell(json.dumps([answered(pipeline, text) for text in json.loads(line)]))


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
