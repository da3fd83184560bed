"""Decision documents: what they say, how they are drawn, signed and checked.

All of it is in Vietnamese, whatever language the reader's pages are in: it is an official paper.
"""

from .composing import compose
from .page import draw_document
from .wording import Clause, Wording, read_wording, write_wording

__all__ = ["Clause", "Wording", "compose", "draw_document", "read_wording", "write_wording"]
