"""Papers that an operator signs and a person reads: acts of destruction, extracts of the log, answers about one's data.

Each is told as a `paper.Paper` and drawn by `drawing.draw`; the same facts leave as JSON beside it.
"""
