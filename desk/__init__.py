"""The one decision that every edge shares: what a message gets in return."""
