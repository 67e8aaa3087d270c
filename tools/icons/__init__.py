"""Icons of the console, drawn from one sign."""
