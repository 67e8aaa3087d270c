"""Free text: what a person could be found by is masked, and words find each other in all their forms."""
