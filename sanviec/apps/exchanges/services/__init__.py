"""Writes of exchange sessions, one function a business act."""
