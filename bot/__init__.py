"""The Telegram edge: updates in, Russian out. It decides nothing; it words what the desk decides."""
