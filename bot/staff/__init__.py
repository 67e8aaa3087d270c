"""The staff group: a topic for each ticket, in which staff read, answer and take its steps."""
