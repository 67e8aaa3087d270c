"""The store: the database, the vault that seals, lockers in Redis, and the index of words."""
