"""A document without phrases, or with few: found by its own words and through topics that all documents share.

A question is told from a claim, and put to its topics, by a head that knows no document (`common`); topics are linked
to clauses (`linking`); what FAISS and lemmas say of the clauses themselves (`retrieval`, `lexical`) is added to what
the topics say (`ranking`), and judged by weights that were fitted once (`fitted`).
"""
