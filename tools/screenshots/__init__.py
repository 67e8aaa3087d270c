"""Pictures of every main state, made of the real house with invented people: `make screenshots`."""
