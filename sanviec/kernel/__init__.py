"""Pure words and arithmetic shared by every engine and app."""
