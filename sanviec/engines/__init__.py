"""Pure engines: facts in, decisions with reasons out."""
