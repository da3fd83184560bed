"""Vacancies and jobseekers made ready for ranking; immutable, and safe to share by threads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from sanviec.kernel.errors import InputError

from .facts import JobseekerFacts, VacancyFacts
from .lookups import Gazetteer, Occupations
from .postings import MOST_ROWS
from .search_columns import SearchColumns, search_columns
from .sides import Side, offer_side, wish_side
from .terms import Terms
from .vacancy_words import VacancyWords, word_lengths, words_of
from .weights import DEFAULT_WEIGHTS, Weights
from .wish_words import WishWords, wish_words
from .word_points import JobseekerWords, jobseeker_words

if TYPE_CHECKING:
    from .kernel.index import CompiledArrays, CompiledIndex
    from .kernel.living import LivingCompiled
    from .kernel.reverse.index import CompiledPeople

Facts = TypeVar("Facts", VacancyFacts, JobseekerFacts)


class VacancyIndex:
    """Vacancies in the order of their ids, with everything that ranking and search look up.

    Args:
        facts: the vacancies, ascending by id.
        words: their words, in the same order.
        terms: the terms of a score.
    """

    def __init__(self, facts: tuple[VacancyFacts, ...], words: VacancyWords, terms: Terms) -> None:
        self.facts: Sequence[VacancyFacts] = facts
        self.words = words
        self.terms = terms
        self.ids: Sequence[str] = tuple(vacancy.id for vacancy in facts)
        self.offers: Side = offer_side(facts, terms, gathered=True)
        self.openings: NDArray[np.int32] = openings_of(facts)
        self._row_of = {vacancy_id: row for row, vacancy_id in enumerate(self.ids)}

    def __len__(self) -> int:
        return len(self.facts)

    def __contains__(self, vacancy_id: object) -> bool:
        return self.find(str(vacancy_id)) is not None

    def find(self, vacancy_id: str) -> int | None:
        """Give the position of an id in `ids`, None when it is not there."""
        return self._row_of.get(vacancy_id)

    def place(self, vacancy_id: str) -> int:
        """Give how many ids are smaller than an id."""
        return bisect_left(self.ids, vacancy_id)

    @cached_property
    def is_classified(self) -> NDArray[np.bool_]:
        """Give which vacancies have an occupation code: bool[n]."""
        codes = self.offers.columns["occupation"].rows
        return np.array([bool(code) for code in codes.values], dtype=np.bool_)[codes.codes]

    @property
    def weights(self) -> Weights:
        """Give the weights of every score of this index."""
        return self.terms.weights

    @cached_property
    def search_columns(self) -> SearchColumns:
        """Give what a search looks up beside the words; made when first asked for."""
        return search_columns(self.facts, self.offers, self.words)

    @cached_property
    def word_lengths(self) -> dict[str, NDArray[np.int64]]:
        """Give the length of each vacancy's words as a vector, by field; made when asked for."""
        return word_lengths(self.words)

    @cached_property
    def compiled(self) -> CompiledIndex | LivingCompiled:
        """Give the vacancies as the arrays of the compiled path; made when first asked for."""
        # Here, because the compiler alone takes half a second to import.
        from .kernel.index import CompiledIndex

        return CompiledIndex(self, self._made_before())

    def _made_before(self) -> CompiledArrays | None:
        """Give the arrays of the compiled path that lie ready, if any."""
        return None

    def row(self, vacancy_id: str) -> int:
        """Give the position of an id in `ids`.

        Raises:
            InputError: the index holds no such vacancy.
        """
        row = self.find(vacancy_id)
        if row is None:
            raise InputError(
                f"Không có tin tuyển dụng mang mã “{vacancy_id}”.",
                f"No vacancy {vacancy_id!r} in the index",
                field="vacancy_id",
                code="unknown_vacancy",
            )
        return row

    def get(self, vacancy_id: str) -> VacancyFacts:
        """Give a vacancy by id, or raise InputError."""
        return self.facts[self.row(vacancy_id)]

    def with_changes(
        self, added: Iterable[VacancyFacts] = (), removed_ids: Iterable[str] = ()
    ) -> VacancyIndex:
        """Give an index as if built anew after vacancies left and came.

        A vacancy in `added` whose id is already there replaces it. Removing an id that is not
        there changes nothing.

        Cost: what came and left is read, and columns of numbers are copied; the words that stay
        are shared with this index.
        """
        from .living_index import living_index

        return living_index(self, sorted_by_id(added), set(removed_ids))


class JobseekerIndex:
    """Jobseekers in the order of their ids, ready to be ranked for vacancies of one index.

    Args:
        jobseekers: in any order.
        index: the vacancies; rarity of words is counted in them, so that a pair has one score
            in both directions.
    """

    def __init__(self, jobseekers: Iterable[JobseekerFacts], index: VacancyIndex) -> None:
        self.facts = sorted_by_id(jobseekers)
        self.index = index
        self.wishes: Side = wish_side(self.facts, index.terms, gathered=True)
        self.wish_words: tuple[WishWords, ...] = tuple(
            wish_words(jobseeker, index.words, index.weights) for jobseeker in self.facts
        )

    def __len__(self) -> int:
        return len(self.facts)

    @cached_property
    def words(self) -> JobseekerWords:
        """Give the wishes' words as postings, for the plain path; made when first asked for."""
        return jobseeker_words(self.wish_words)

    @cached_property
    def compiled(self) -> CompiledPeople:
        """Give the jobseekers as the arrays of the compiled path; made when first asked for."""
        from .kernel.reverse.index import CompiledPeople

        return CompiledPeople.of(self)


def build_index(
    vacancies: Iterable[VacancyFacts],
    *,
    gazetteer: Gazetteer,
    occupations: Occupations,
    weights: Weights = DEFAULT_WEIGHTS,
) -> VacancyIndex:
    """Give an index of vacancies, the same whatever their order.

    Args:
        vacancies: each with its own id.
        gazetteer: places by code.
        occupations: ISCO-08 groups, for their names in the reasons.
        weights: points of the terms.

    Raises:
        InputError: two vacancies share an id, there are too many, or a place code is unknown.

    Cost: about 0.1 ms a vacancy with a full description, 0.03 ms without.
    """
    facts = sorted_by_id(vacancies)
    if len(facts) >= MOST_ROWS:
        raise InputError(
            f"Quá nhiều tin tuyển dụng: nhiều nhất {MOST_ROWS - 1}.",
            f"{len(facts)} vacancies; at most {MOST_ROWS - 1}",
            code="too_many",
        )
    return VacancyIndex(facts, words_of(facts), Terms(weights, gazetteer, occupations))


def openings_of(facts: Sequence[VacancyFacts]) -> NDArray[np.int32]:
    """Give the number of people that each vacancy wants: int32[n]."""
    return np.array([min(vacancy.openings, MOST_ROWS) for vacancy in facts], dtype=np.int32)


def sorted_by_id(facts: Iterable[Facts]) -> tuple[Facts, ...]:
    """Give facts in the order of their ids.

    Raises:
        InputError: an id stands twice.
    """
    ordered: Sequence[Facts] = sorted(facts, key=lambda fact: fact.id)
    for one, other in zip(ordered, ordered[1:], strict=False):
        if one.id == other.id:
            raise InputError(
                f"Mã “{one.id}” xuất hiện nhiều lần; mỗi dòng cần một mã riêng.",
                f"Id {one.id!r} stands more than once",
                field="id",
                code="duplicate_id",
            )
    return tuple(ordered)
