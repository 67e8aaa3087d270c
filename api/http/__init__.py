"""Around every route: headers, limits, idempotency, and connections that last."""
