"""Promises: how long a document gives for the answer to a claim, as it is read in its own words."""
