"""What only measures: figures of an evaluation set, the learning curve, faults of a bank; for no one that serves."""
