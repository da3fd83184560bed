"""An index that changed a little since it was made: the old one is read on, not copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from .change import Change, change_of
from .facts import VacancyFacts
from .index import VacancyIndex, openings_of
from .search_columns import SearchColumns, living_search_columns
from .sides import Side, living_side
from .vacancy_words import VacancyWords, living_words, words_that_came

if TYPE_CHECKING:
    from .kernel.living import LivingCompiled

Item = TypeVar("Item")


class LivingSequence(Sequence[Item], Generic[Item]):
    """Items of before and items that came, in the order of now.

    Args:
        before: the items before.
        added: the items that came.
        old_rows: int32[n], place in `before`, -1 - place in `added` for what came.
    """

    def __init__(
        self, before: Sequence[Item], added: Sequence[Item], old_rows: NDArray[np.int32]
    ) -> None:
        self._before = before
        self._added = added
        self._old_rows = old_rows

    def __len__(self) -> int:
        return len(self._old_rows)

    @overload
    def __getitem__(self, row: int) -> Item: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Item]: ...
    def __getitem__(self, row: int | slice) -> Item | Sequence[Item]:
        if isinstance(row, slice):
            return [self._item(old) for old in self._old_rows[row].tolist()]
        return self._item(int(self._old_rows[row]))

    def __iter__(self) -> Iterator[Item]:
        return map(self._item, self._old_rows.tolist())

    def _item(self, old: int) -> Item:
        return self._before[old] if old >= 0 else self._added[-1 - old]


class LivingIndex(VacancyIndex):
    """A base index, what came since and what left; answers as an index built anew does.

    The base is shared: it may be mapped from a file by many processes. Of its own this index has
    columns of small numbers and the words of what came and left.

    Args:
        base: an index that is not living itself.
        added: what came or was changed since, ascending by id.
        gone: ids of the base that left or were changed.

    Attributes:
        came_words: the words of what came, in the numbers of `words`; its rows are their places
            in `added`.
    """

    def __init__(
        self, base: VacancyIndex, added: tuple[VacancyFacts, ...], gone: frozenset[str]
    ) -> None:
        self.base = base
        self.added = {vacancy.id: vacancy for vacancy in added}
        self.gone = gone
        rows = [row for row in map(base.find, gone) if row is not None]
        places = [base.place(vacancy.id) for vacancy in added]
        self.change: Change = change_of(base.facts, rows, places, added)
        self.terms = base.terms
        self.facts = LivingSequence(base.facts, added, self.change.old_rows)
        self.ids = LivingSequence(base.ids, tuple(self.added), self.change.old_rows)
        self.came_words: VacancyWords = words_that_came(base.words, self.change)
        self.words: VacancyWords = living_words(base.words, self.came_words, self.change)
        self.offers: Side = living_side(base.offers, self.change, base.terms)
        self.openings = self.change.taken(base.openings, openings_of(added))
        self._row_of = dict(zip(self.added, self.change.rows.tolist(), strict=True))

    def find(self, vacancy_id: str) -> int | None:
        """Give the position of an id in `ids`, None when it is not there."""
        if vacancy_id in self._row_of:
            return self._row_of[vacancy_id]
        row = self.base.find(vacancy_id)
        now = -1 if row is None else int(self.change.new_rows[row])
        return None if now < 0 else now

    @cached_property
    def search_columns(self) -> SearchColumns:
        """Give what a search looks up beside the words; made when first asked for."""
        return living_search_columns(self.base.search_columns, self.change, self.offers, self.words)

    @cached_property
    def compiled(self) -> LivingCompiled:
        """Give the base's arrays of the compiled path with what came beside them."""
        from .kernel.living import LivingCompiled

        return LivingCompiled(self)


def living_index(
    index: VacancyIndex, added: tuple[VacancyFacts, ...], removed_ids: set[str]
) -> VacancyIndex:
    """Give an index after vacancies left and came; always one step from a base.

    Args:
        index: any index; of a living one the base is taken and its changes are taken along.
        added: what comes, ascending by id; an id that is there is replaced.
        removed_ids: what leaves; an id that is not there changes nothing.
    """
    base, came, gone = index, dict[str, VacancyFacts](), frozenset[str]()
    if isinstance(index, LivingIndex):
        base, came, gone = index.base, dict(index.added), index.gone
    leaving = removed_ids | {vacancy.id for vacancy in added}
    for vacancy_id in leaving:
        came.pop(vacancy_id, None)
    came |= {vacancy.id: vacancy for vacancy in added}
    gone |= {vacancy_id for vacancy_id in leaving if vacancy_id in base}
    if not came and not gone:
        return base
    return LivingIndex(base, tuple(came[key] for key in sorted(came)), gone)
