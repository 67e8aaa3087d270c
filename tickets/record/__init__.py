"""The record of a ticket: who asks, what was said, what is asked, and until when."""
