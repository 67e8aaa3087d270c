"""A document as its clauses: from bytes to lines, from lines to labels, from labels to an outline of clauses.

encoding → reading (plaintext, markdown, webpage with web/) → notes → source → marks (labels, titles, tables, contents)
→ spine and sections (headings, counting) → outline → preamble, bodies, coverage → parser. What is no text is known by
omitted and visibility, what a printed number is by numbering (printed, worded), which unnumbered heading ends a clause
by subheadings; what looked odd on the way is said by oddities, and clauses of one number are told apart by parts and
address.
"""
