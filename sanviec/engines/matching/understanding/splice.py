"""A text with its proposed spellings put in, and the way back to the places of the original."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """A text in which some spans were replaced.

    Args:
        text: with the replacements.
        spans: for each replacement its start and end in `text`, then in the original.
    """

    text: str
    spans: tuple[tuple[int, int, int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the original that a span of the text stands for."""
        return self._before(start, is_end=False), self._before(end, is_end=True)

    def _before(self, position: int, *, is_end: bool) -> int:
        shift = 0
        for new_start, new_end, old_start, old_end in self.spans:
            if new_start < position < new_end:
                return old_end if is_end else old_start
            if position >= new_end:
                shift = old_end - new_end
        return position + shift


def splice(text: str, replacements: Iterable[tuple[int, int, str]]) -> Splice:
    """Give a text with some spans replaced.

    Args:
        text: the original.
        replacements: start and end in the original and what to put there, in order.
    """
    parts: list[str] = []
    spans: list[tuple[int, int, int, int]] = []
    done = length = 0
    for start, end, new in replacements:
        parts += [text[done:start], new]
        length += start - done + len(new)
        spans.append((length - len(new), length, start, end))
        done = end
    return Splice("".join(parts) + text[done:], tuple(spans))
