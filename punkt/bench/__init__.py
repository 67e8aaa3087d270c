"""Measuring a whole Punkt that is full: its queue and search beside an older build, and its memory."""
