"""A document as its clauses: from bytes to lines, from lines to labels, from labels to an outline of clauses.

encoding → reading (plaintext, markdown, webpage with web/) → notes → source → side_by_side (two languages) → marks
(labels, titles, tables, contents) → spine and sections (headings, counting) → outline → preamble, bodies, coverage →
parser. What is no text is known by omitted, comments, hidden_markup and visibility, what a printed number is by
numbering (printed, worded), what a list shows by numerals and level_counts, which unnumbered heading ends a clause by
subheadings; what looked odd on the way is said by oddities, and clauses of one number are told apart by parts and
address.
"""
