"""Topics: what the outbox tells, as frozen values, by whom it is told to."""
