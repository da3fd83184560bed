"""The compiled path of the ranking: flat arrays, bounds, and the same lists as the plain path."""
