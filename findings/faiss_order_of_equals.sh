#!/usr/bin/env bash
# faiss-cpu 1.15.1, exact search among equal vectors.
# Behaviour: of five equal vectors and k=3, IndexFlatIP gives ids 2, 1, 0 and IndexFlatL2 gives 0, 1, 2; the three are
#   the first in both, but in opposite order. IndexFlatIP's order changes with k: the best of k=1 is not first of k=3.
# One would expect: one rule for ties, and that more neighbours asked for never change who stands first.
# Why it matters here: phrases typed twice, or clauses with the same words, are equal vectors; which clause is quoted
#   must not depend on how many neighbours are looked at, so ties are broken by our own order after the search.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check faiss-cpu==1.15.1 numpy==2.2.6
"$work/venv/bin/python" - <<'PY' | tee "$work/seen"
import faiss
import numpy as np

vectors = np.tile(np.array([1, 0], dtype=np.float32), (5, 1))
for kind in (faiss.IndexFlatIP, faiss.IndexFlatL2):
    index = kind(2)
    index.add(vectors)
    print(kind.__name__, *(index.search(vectors[:1], k)[1][0].tolist() for k in (1, 2, 3)))
PY
diff - "$work/seen" <<'SEEN'
IndexFlatIP [0] [1, 0] [2, 1, 0]
IndexFlatL2 [0] [0, 1] [0, 1, 2]
SEEN
echo "as recorded"
