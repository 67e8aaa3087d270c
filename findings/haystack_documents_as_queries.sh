#!/usr/bin/env bash
# sentence-transformers-haystack 2.0.0 with haystack-ai 3.4.1 and sentence-transformers 5.7.0; a model of the e5 kind, whose
#   folder names both of its prompts and makes that of questions the default.
# Behaviour: SentenceTransformersDocumentEmbedder puts the prompt of questions before every document, and before the prefix
#   that it was given itself: what is embedded is "query: passage: срок ответа".
# One would expect: the prompt of documents, as encode_document of sentence-transformers takes it, or the given prefix alone.
# Why it matters here: the clauses of a policy would be embedded as questions, and be found less well, without a word. Whoever
#   compares such a pipeline with ours must first take the default prompt out of the model's folder.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check haystack-ai==3.4.1 sentence-transformers-haystack==2.0.0 \
    sentence-transformers==5.7.0 torch==2.13.0
HAYSTACK_TELEMETRY_ENABLED=False "$work/venv/bin/python" - "$work" 2>"$work/log" <<'PY' | tee "$work/seen"
import sys
from pathlib import Path

import numpy as np
import torch
from haystack import Document
from haystack_integrations.components.embedders.sentence_transformers import SentenceTransformersDocumentEmbedder
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

plain, folder = (str(Path(sys.argv[1], name)) for name in ("plain", "model"))
words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", ":", "passage", "срок", "ответа"]
tokenizer = Tokenizer(models.WordLevel({word: place for place, word in enumerate(words)}, unk_token="[UNK]"))
tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
special = {f"{name}_token": f"[{name.upper()}]" for name in ("unk", "pad", "cls", "sep", "mask")}
PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(plain)
torch.manual_seed(1)
size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
BertModel(BertConfig(vocab_size=len(words), **size)).save_pretrained(plain)
prompts = {"query": "query: ", "document": "passage: "}
model = SentenceTransformer(modules=[Transformer(plain), Pooling(16)], prompts=prompts, default_prompt_name="query")
model.save(folder)

embedder = SentenceTransformersDocumentEmbedder(model=folder, prefix="passage: ", progress_bar=False)
embedder.warm_up()
given = np.array(embedder.run([Document(content="срок ответа")])["documents"][0].embedding)
for text in ("passage: срок ответа", "query: passage: срок ответа"):
    print(text, "->", bool(np.allclose(given, model.encode(text, prompt=""), atol=1e-5)))
own = model.encode_document("срок ответа")
print("encode_document ->", bool(np.allclose(own, model.encode("passage: срок ответа", prompt=""), atol=1e-5)))
PY
diff - "$work/seen" <<'SEEN'
passage: срок ответа -> False
query: passage: срок ответа -> True
encode_document -> True
SEEN
echo "as recorded"
