"""Tests: they mirror the package; the ground they stand on is tests/ground."""
