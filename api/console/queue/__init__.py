"""The queue: which tickets are shown, what their rows tell, and how they stay fresh."""
