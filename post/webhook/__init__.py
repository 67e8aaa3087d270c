"""Signed webhooks out: each step of a ticket, told to the operator's own system (docs/webhooks.md)."""
