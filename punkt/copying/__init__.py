"""Copies of an installation: making one while it works, and bringing it back."""
