"""The page of one ticket: what it shows, the composer, and the steps taken from it."""
