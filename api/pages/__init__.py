"""Pages for people: the demo, the policy to read, the widget in a frame, where a ticket stands."""
