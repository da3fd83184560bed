"""Which of the phrases found in a title says best what the job is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sanviec.kernel.occupations.heads import Heads, Run
from sanviec.kernel.occupations.title import Title
from sanviec.kernel.occupations.trie import Entry, Match, PhraseTrie
from sanviec.kernel.occupations.wording import superior, words_with_role

_GROUP_TITLE = 0.8
_COMPOSED = 0.95
_ALONE = 0.7
# "Kinh doanh khối y tế" is about the trade before it.
_OF_A_UNIT = 0.5
# A field such as "điện tử" somewhere in a title is a weak sign of the trade.
_LOOSE = 0.5
# "Trợ lý giám đốc" and "nhân viên quản lý kho" are no managers, "giảng viên thiết kế" designs
# nothing.
_SERVED = 0.4
# Persons who stay what they are, whatever field follows; engineers change with the field.
_APART = frozenset({"person", "engineer"})
_PER_TOKEN = 0.95
# A title that opens with a trade is about that trade; "IT" and "QA" are often only the field.
_OPENING = 1.5
_WHOLE = 2.0
_SHORTEST_ALONE = 2
# "Quản lý chất lượng" says as much as "chất lượng" led by "quản lý", but for a rounding.
_EQUAL_DIGITS = 6
# "Nhân viên thời vụ Admin" is an office worker: for how long is said beside the trade.
_ONLY_TERMS = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading of the title with its merit.

    Args:
        code: Unit group.
        phrase: Phrase recognised.
        indexes: Tokens it stands on, ascending.
        merit: Higher is better; only for comparing readings of one title.
        score_0_100: How sure the reading is.
        is_exact: No error was forgiven.
    """

    code: str
    phrase: str
    indexes: tuple[int, ...]
    merit: float
    score_0_100: int
    is_exact: bool


class _Joint(NamedTuple):
    """What a phrase and the words for a rank beside it mean together."""

    code: str
    factor: float
    is_joined: bool


class _Reading(NamedTuple):
    """What a match means, how much speaks for it and whether an error was forgiven."""

    code: str
    factor: float
    is_exact: bool


class Weighed(NamedTuple):
    """A title with what its syllables say, worked out once for all matches in it.

    Args:
        title: The title.
        said: How much each token says; nothing for levels and hours.
        opening: The first token that says something.
    """

    title: Title
    said: Sequence[float]
    opening: int


class Ranking:
    """How matches become readings; holds the tables that it looks into."""

    def __init__(self, trie: PhraseTrie, heads: Heads) -> None:
        self._trie = trie
        self._heads = heads
        self._fillers = words_with_role("filler")
        self._terms = words_with_role("terms")

    def weigh(self, title: Title) -> Weighed:
        """Give the title ready for reading matches in it."""
        fillers, rarity = self._fillers, self._trie.rarity
        said = [0.0 if t.folded in fillers else rarity(t.folded) for t in title.tokens]
        opening = next((index for index, value in enumerate(said) if value), len(said))
        return Weighed(title, said, opening)

    def read(self, match: Match, weighed: Weighed, *, certainty: float = 1.0) -> Candidate | None:
        """Give the reading that a match stands for; None when a word for its rank is missing.

        Args:
            match: A phrase found.
            weighed: Where it was found.
            certainty: 1 for an exact match, less where errors were forgiven.
        """
        entry, title = match.entry, weighed.title
        run = self._run(match, title)
        joint = self._joint(entry, run) if run is not None else _alone(match, title)
        if joint is None or (certainty < 1.0 and run is None and entry.needs):
            return None
        factor = joint.factor * certainty * (_GROUP_TITLE if entry.phrase.kind == "group" else 1.0)
        if entry.phrase.kind == "colloquial" and run is None and not _starts_part(match, title):
            factor *= _LOOSE
        reading = _Reading(joint.code, factor, certainty == 1.0)
        return self._candidate(match, weighed, run if joint.is_joined else None, reading)

    def _joint(self, entry: Entry, run: Run) -> _Joint | None:
        """Give what a phrase means beside words for a rank; None when they do not fit."""
        code = entry.phrase.code
        if run.first in _APART:
            target = superior(code, "engineer") if run.first == "engineer" else None
            if target is not None:
                return _Joint(target, _COMPOSED, is_joined=True)
            return None if entry.needs else _Joint(code, _SERVED, is_joined=False)
        if entry.needs and run.last not in entry.needs:
            return None
        if run.first == "manager" or run.first == "lead":
            return _Joint(superior(code, run.first) or code, _COMPOSED, is_joined=True)
        if not code.startswith("1"):
            factor = _OF_A_UNIT if run.first == "unit" else _COMPOSED
            factor = 1.0 if run.first == "aide" else factor
            return _Joint(code, factor, is_joined=run.first != "aide")
        if self._heads.is_rank(entry.surfaces):
            return None
        return _Joint(code, _SERVED, is_joined=run.first != "aide")

    def _run(self, match: Match, title: Title) -> Run | None:
        first = match.indexes[0]
        before = title.runs.get(first)
        if before is not None and not (before.first in _APART and title.starts_part[first]):
            return before
        last = match.indexes[-1]
        for following in range(last + 1, min(last + 3, title.part_ends[last])):
            after = self._heads.after(title.tokens, following)
            if after is not None or not title.tokens[following].surface.isascii():
                return after
        return None

    def _candidate(
        self, match: Match, weighed: Weighed, run: Run | None, reading: _Reading
    ) -> Candidate:
        title = weighed.title
        indexes, weight = match.indexes, match.entry.weight
        if run is not None:
            indexes = tuple(sorted({*indexes, *range(run.start, run.end)}))
            weight += self._rank_weight(run, title)
        factor = reading.factor * title.standing[indexes[0]]
        if self._is_on_terms(match):
            weight *= _ONLY_TERMS
        share = weight / (weight + 0.5 * _unexplained(indexes, weighed))
        return Candidate(
            code=reading.code,
            phrase=match.entry.phrase.text,
            indexes=indexes,
            merit=weight * factor * _position(match, indexes, weighed),
            score_0_100=max(1, round(100 * factor * (0.5 + 0.5 * share))),
            is_exact=reading.is_exact,
        )

    def _is_on_terms(self, match: Match) -> bool:
        return " ".join(match.entry.surfaces[-2:]) in self._terms

    def _rank_weight(self, run: Run, title: Title) -> float:
        heads = {t.folded for t in title.tokens[run.start : run.end]} - self._fillers
        return sum(self._trie.rarity(folded) for folded in sorted(heads))


def _unexplained(indexes: tuple[int, ...], weighed: Weighed) -> float:
    """Give how much the other words say that stand in the same part of the title."""
    title, said = weighed.title, weighed.said
    start, end = title.part_start(indexes[0]), title.part_ends[indexes[-1]]
    return sum([said[index] for index in range(start, end) if index not in indexes])


def _position(match: Match, indexes: tuple[int, ...], weighed: Weighed) -> float:
    """Vietnamese names the trade first, English last; a phrase may be the whole title."""
    title = weighed.title
    if len(match.indexes) == len(title.tokens):
        return _WHOLE
    if match.entry.phrase.kind == "english":
        return float(_PER_TOKEN ** (title.part_ends[indexes[-1]] - indexes[-1] - 1))
    position = float(_PER_TOKEN ** (indexes[0] - title.part_start(indexes[0])))
    is_before = indexes[-1] == match.indexes[-1]
    is_trade = match.entry.phrase.kind != "abbreviation" or len(match.indexes) > 1
    # Only levels and hours stand before it.
    if is_trade and is_before and indexes[0] <= weighed.opening:
        position *= _OPENING
    return position


def _alone(match: Match, title: Title) -> _Joint | None:
    """Give what a phrase means without words for a rank; None when it would mean too little."""
    if not match.entry.needs:
        return _Joint(match.entry.phrase.code, 1.0, is_joined=False)
    if len(match.indexes) < _SHORTEST_ALONE or not _starts_part(match, title):
        return None
    return _Joint(match.entry.phrase.code, _ALONE, is_joined=False)


def _starts_part(match: Match, title: Title) -> bool:
    return title.starts_part[match.indexes[0]]


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Give the best readings that share no token, one for each group, best first."""
    ordered = sorted(candidates, key=_order)
    chosen: list[Candidate] = []
    taken: set[int] = set()
    codes: set[str] = set()
    for candidate in ordered:
        if taken.isdisjoint(candidate.indexes):
            taken.update(candidate.indexes)
            if candidate.code not in codes:
                chosen.append(candidate)
                codes.add(candidate.code)
    return chosen


def _order(candidate: Candidate) -> tuple[float, int, tuple[int, ...], str, int, str]:
    """Best first; of equals what names more, and is written out rather than shortened."""
    phrase = candidate.phrase
    merit = round(candidate.merit, _EQUAL_DIGITS)
    said = len(phrase.split())
    return -merit, -said, candidate.indexes, candidate.code, -len(phrase), phrase
