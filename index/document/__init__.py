"""A document as its clauses: from bytes to lines, from lines to labels, from labels to an outline of clauses.

source → reading (plaintext, markdown, webpage) → marks (labels, titles, contents) → spine and sections (counting)
→ outline → bodies → parser; what looked odd on the way is said by oddities.
"""
