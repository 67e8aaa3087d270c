"""A document as its clauses: from bytes to lines, from lines to labels, from labels to an outline of clauses.

encoding → reading (plaintext, markdown, webpage) → notes → source → marks (labels, titles, contents) → spine and
sections (counting) → outline → bodies → parser; what is no text is known by omitted and visibility, what looked odd
on the way is said by oddities.
"""
