"""The states, by who sees them."""
