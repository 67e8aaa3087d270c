"""What can be done to a ticket, and the one way to do it; edges only say what they were asked for."""
