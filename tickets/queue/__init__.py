"""The queue as staff see it: lists, search, the board, warnings, canned replies."""
