"""The names by which columns are known, as data: one file a kind, and what is common to all."""
