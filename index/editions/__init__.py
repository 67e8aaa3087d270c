"""Editions of one document beside each other: how they differ, and how what people wrote for one serves the next.

Clauses are matched by their text. A number says where a clause stands, not which it is: one inserted clause moves all
that follow.
"""
