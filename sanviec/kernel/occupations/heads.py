"""Words for a rank in a title: who manages, who supervises, who works."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanviec.kernel.occupations.tokens import Token, folded_form, marked_form, tokenise

_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Words for a rank that stand directly before or after a trade.

    Args:
        start: First token.
        end: One past the last token.
        first: Role of the first of them; "chuyên viên / trưởng nhóm" is about staff, and "khối",
            "mảng" after another word begin a unit.
        last: Role of the one nearest to what follows.
    """

    start: int
    end: int
    first: str
    last: str


class Heads:
    """The table of words for a rank, ready to be looked for."""

    def __init__(self, table: Iterable[tuple[str, str, str]], fillers: frozenset[str]) -> None:
        self._before: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {}
        self._after: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {}
        self._fillers = fillers
        for phrase, role, place in table:
            tokens = tokenise(phrase)
            key = tuple(token.folded for token in tokens)
            value = (tuple(marked_form(token.surface) for token in tokens), role)
            if place != "after":
                self._before[key] = value
            if place != "before":
                self._after[key] = value
        self._starts = frozenset(key[0] for key in self._before)
        self._starts_after = frozenset(key[0] for key in self._after)

    def at_start(self, tokens: Sequence[Token]) -> tuple[int, str] | None:
        """Give the length and role of the words for a rank that a phrase begins with."""
        if not tokens or tokens[0].folded not in self._starts:
            return None
        return self._longest(self._before, tokens, 0, has_marks=True)

    def is_rank(self, surfaces: Sequence[str]) -> bool:
        """Tell whether a phrase is nothing but words for a rank, such as "quản lý"."""
        return tuple(folded_form(surface) for surface in surfaces) in self._before

    def before(self, tokens: Sequence[Token], *, has_marks: bool) -> dict[int, Run]:
        """Give the runs by the token that follows them; fillers belong to the run.

        A link such as "phòng" or "tư vấn" passes on the role of what stands before it.
        """
        runs: dict[int, Run] = {}
        run: Run | None = None
        index = 0
        while index < len(tokens):
            found = None
            if tokens[index].folded in self._starts:
                found = self._longest(self._before, tokens, index, has_marks=has_marks)
            if found is not None:
                run = _longer(run, index, *found)
                index = run.end
            else:
                run = run if tokens[index].folded in self._fillers else None
                index += 1
            if run is not None:
                runs[index] = run
        return runs

    def after(self, tokens: Sequence[Token], index: int) -> Run | None:
        """Give the rank named directly at a token, as in "sales manager"."""
        while index < len(tokens) and tokens[index].folded in self._fillers:
            index += 1
        found = self.at(tokens, index)
        if found is None:
            return None
        length, role = found
        role = "staff" if role == "link" else role
        return Run(index, index + length, role, role)

    def at(self, tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
        """Give the length and role of the words for a rank, of those that follow a trade."""
        if index >= len(tokens) or tokens[index].folded not in self._starts_after:
            return None
        return self._longest(self._after, tokens, index, has_marks=False)

    def _longest(
        self,
        table: dict[tuple[str, ...], tuple[tuple[str, ...], str]],
        tokens: Sequence[Token],
        index: int,
        *,
        has_marks: bool,
    ) -> tuple[int, str] | None:
        for length in range(min(_LONGEST, len(tokens) - index), 0, -1):
            found = table.get(tuple(token.folded for token in tokens[index : index + length]))
            if found is None:
                continue
            marks = tuple(marked_form(t.surface) for t in tokens[index : index + length])
            if not has_marks or marks == found[0]:
                return length, found[1]
        return None


def _longer(run: Run | None, index: int, length: int, role: str) -> Run:
    """Give the run with the words for a rank that follow it."""
    if role == "link" and run is None and index:
        return Run(index, index + length, "unit", "staff")
    if role == "link":
        role = run.last if run else "staff"
    return Run(run.start if run else index, index + length, run.first if run else role, role)
