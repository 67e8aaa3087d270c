"""Reading: what is in a message of Telegram, whatever it came as."""
