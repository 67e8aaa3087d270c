"""The command: opens everything, closes everything, and is the only place that knows every package."""
