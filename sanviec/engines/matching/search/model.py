"""What a search answers."""

from __future__ import annotations

from dataclasses import dataclass

from sanviec.engines.matching.understanding.model import Correction, Filter
from sanviec.kernel.explanation import Reason


@dataclass(frozen=True, slots=True)
class Page:
    """Which hits are shown, and how much is said of each.

    Args:
        offset: hits on the pages before.
        quotes_all: quote the words that a hit holds even where its trade says enough; quoting
            takes a fifth of the time of a page.
    """

    offset: int = 0
    quotes_all: bool = True


WHOLE = Page()


@dataclass(frozen=True, slots=True)
class Hit:
    """One vacancy found; the reasons' points sum to the score.

    Args:
        unknown: kinds of filters that the vacancy says nothing about; it stands below those
            that are known to fit.
        is_loose: matches only a part of the words; shown when there is little else.
    """

    vacancy_id: str
    score: int
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...] = ()
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many hits there would be with one value of a facet."""

    value: str
    count: int
    label_vi: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts for place, occupation, employment_type or wage, as if that filter were not set."""

    kind: str
    counts: tuple[FacetCount, ...]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One way to find something where nothing was found.

    Args:
        removed: the filters that are left out, for `understanding.without`.
        wage_min_vnd_month: the lower wage that is looked for instead, if that is the way.
        place_codes: the wider places that are looked in instead, if that is the way.
        total: how many vacancies it finds.
    """

    kind: str
    text_vi: str
    text_en: str
    total: int
    removed: tuple[Filter, ...] = ()
    wage_min_vnd_month: int | None = None
    place_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of one page with what is around them.

    Args:
        hits: descending by score, equal scores by id. When `total` is 0 and a relaxation finds
            something, the hits of the first relaxation.
        total: vacancies that fit the filters and most of the words.
        facets: counts by place, occupation, employment type and wage.
        relaxations: nearest first; empty when there are hits.
        corrections: words that no vacancy holds and what was looked for instead.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...]
    relaxations: tuple[Relaxation, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def is_relaxed(self) -> bool:
        """True when the hits are those of the first relaxation."""
        return self.total == 0 and bool(self.relaxations)
