"""The senders: what leaves the house by mail and by webhook, as the outbox's rows say. They decide nothing."""
