"""The post: what arrived and what leaves, each a row with its cause, and the places where it is shown."""
