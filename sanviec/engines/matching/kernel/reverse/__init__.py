"""The compiled path of the other direction: the best jobseekers of a vacancy."""
