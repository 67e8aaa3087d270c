"""OpenDocument texts: numbers, hidden and struck words, tracked changes, as LibreOffice shows them.

No library resolves automatic numbers, so this does: names → styles (what a paragraph and a span look like) and lists
(what stands before a paragraph) → flow (paragraphs in order, changes accepted or rejected) → reading (lines).
"""
