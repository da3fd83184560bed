"""The code by which a stranger finds a document: short enough to type, too long to guess."""

from __future__ import annotations

from sanviec.apps.platform.ids import new_id

# Without I, L, O and U, which are read as other signs or make words.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": "", ".": ""})


def new_code() -> str:
    """Twelve signs, 60 random bits."""
    bits = new_id().int & ((1 << (5 * LENGTH)) - 1)
    return "".join(ALPHABET[bits >> (5 * place) & 31] for place in range(LENGTH))


def read_code(text: str) -> str:
    """A code as somebody typed it; empty when it can be none."""
    code = text.strip().upper().translate(_READ_AS)
    is_code = len(code) == LENGTH and set(code) <= set(ALPHABET)
    return code if is_code else ""


def shown_code(code: str) -> str:
    """In groups of four, to be read aloud: ``7K2M-9Q4T-XB0C``."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))
