"""Mail: letters to people who proved their address, as a channel of the outbox."""
