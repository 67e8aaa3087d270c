"""The queue and its promises: conversations, tickets, clocks, the inbox and the outbox, on one database.

Knows neither vectors nor Telegram nor HTTP.
"""
