"""Erasure and retention: where data of people lie, how they go, and what proves that they went."""
