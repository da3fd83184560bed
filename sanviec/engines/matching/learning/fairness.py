"""How often people of different groups stand in lists and what came of it; never a score.

Groups come in here as bare words beside ids, after every list has been made. Nothing of this
module is read by anything that scores.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sanviec.engines.matching.facts import Match

from .outcomes import Grade, RecordedOutcome

# Figures about fewer people than this could tell who they are.
SMALLEST_CELL = 5
Groups = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group of one dimension. Persons (người) and visits (lượt) stand apart; None is hidden.

    Args:
        dimension: such as "sex".
        group: such as "female".
        persons: people of the group.
        list_visits: places in top lists, one person may have many.
        listed_persons: people in at least one top list.
        introduction_visits: introductions, one person may have many.
        introduced_persons: people introduced at least once.
        interviewed_persons: of these, people who came to an interview at least.
        hired_persons: of these, people who were hired.
    """

    dimension: str
    group: str
    persons: int | None
    list_visits: int | None
    listed_persons: int | None
    introduction_visits: int | None
    introduced_persons: int | None
    interviewed_persons: int | None
    hired_persons: int | None

    @property
    def exposure(self) -> float | None:
        """Places in top lists for each person of the group."""
        return _share(self.list_visits, self.persons)

    @property
    def interview_rate(self) -> float | None:
        """Interviewed persons of the introduced persons."""
        return _share(self.interviewed_persons, self.introduced_persons)

    @property
    def hire_rate(self) -> float | None:
        """Hired persons of the introduced persons."""
        return _share(self.hired_persons, self.introduced_persons)

    @property
    def is_hidden(self) -> bool:
        """Whether the group is too small to be shown."""
        return self.persons is None


RATES = ("exposure", "interview_rate", "hire_rate")


def _share(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole else None


def figures_by_group(
    groups: Groups, lists: Iterable[Sequence[Match]], outcomes: Iterable[RecordedOutcome]
) -> list[GroupFigures]:
    """Give the figures of every group, by dimension and group; nothing is hidden yet.

    Args:
        groups: by dimension, the group of each jobseeker; only people named here are counted.
        lists: for each vacancy its best people.
        outcomes: what became of introductions, decided or not.
    """
    places = Counter(match.jobseeker_id for matches in lists for match in matches)
    grades: dict[str, list[Grade | None]] = defaultdict(list)
    for outcome in outcomes:
        grades[outcome.jobseeker_id].append(outcome.grade)
    return [
        _figures((dimension, group), people, places, grades)
        for dimension in sorted(groups)
        for group, people in _members(groups[dimension])
    ]


def _members(group_of: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    members: dict[str, list[str]] = defaultdict(list)
    for person, group in group_of.items():
        members[group].append(person)
    return sorted(members.items())


def _figures(
    key: tuple[str, str],
    people: list[str],
    places: Counter[str],
    grades: Mapping[str, list[Grade | None]],
) -> GroupFigures:
    came = {person: grades[person] for person in people if person in grades}
    best = [max((g for g in known if g is not None), default=-1) for known in came.values()]
    return GroupFigures(
        *key,
        persons=len(people),
        list_visits=sum(places[person] for person in people),
        listed_persons=sum(1 for person in people if places[person]),
        introduction_visits=sum(len(known) for known in came.values()),
        introduced_persons=len(came),
        interviewed_persons=sum(1 for grade in best if grade >= Grade.INTERVIEWED),
        hired_persons=sum(1 for grade in best if grade >= Grade.HIRED),
    )


def ratios(figures: Sequence[GroupFigures], rate: str) -> dict[tuple[str, str], float]:
    """Give each group's rate divided by that of the best-off group of its dimension.

    Groups without the rate are left out, and so is a dimension in which nobody has any.
    """
    found: dict[tuple[str, str], float] = {}
    for dimension in {row.dimension for row in figures}:
        known = {
            row.group: value
            for row in figures
            if row.dimension == dimension and (value := getattr(row, rate)) is not None
        }
        best = max(known.values(), default=0.0)
        if best > 0:
            found |= {(dimension, group): value / best for group, value in known.items()}
    return found


def publishable(figures: Sequence[GroupFigures]) -> list[GroupFigures]:
    """Give the figures with everything hidden that could tell who somebody is.

    A group of fewer than five people is hidden, and where that leaves one hidden group in a
    dimension the next smallest is hidden too: the total is known from elsewhere. Where a group
    has one to four introduced persons, all of their outcomes are hidden; one to four interviewed
    or hired persons are hidden alone. Nought is shown: it names nobody, and a group that is
    never hired is what the figures are for.
    """
    hidden = _hidden_groups(figures)
    return [
        _empty(row) if (row.dimension, row.group) in hidden else _without_small_cells(row)
        for row in figures
    ]


def _hidden_groups(figures: Sequence[GroupFigures]) -> set[tuple[str, str]]:
    hidden: set[tuple[str, str]] = set()
    for dimension in {row.dimension for row in figures}:
        by_size = sorted(
            (row.persons or 0, row.group) for row in figures if row.dimension == dimension
        )
        count = sum(1 for size, _ in by_size if size < SMALLEST_CELL)
        hidden |= {(dimension, group) for _, group in by_size[: 2 if count == 1 else count]}
    return hidden


def _empty(row: GroupFigures) -> GroupFigures:
    return GroupFigures(row.dimension, row.group, None, None, None, None, None, None, None)


def _without_small_cells(row: GroupFigures) -> GroupFigures:
    kept: dict[str, Any] = {
        name: None if _is_small(getattr(row, name)) else getattr(row, name)
        for name in ("listed_persons", "introduced_persons", "interviewed_persons", "hired_persons")
    }
    if kept["listed_persons"] is None:
        kept["list_visits"] = None
    if kept["introduced_persons"] is None:
        kept |= {"introduction_visits": None, "interviewed_persons": None, "hired_persons": None}
    return replace(row, **kept)


def _is_small(count: int | None) -> bool:
    return count is not None and 0 < count < SMALLEST_CELL


def largest_drop(
    before: Sequence[GroupFigures], after: Sequence[GroupFigures], smallest: int
) -> tuple[float, str, str]:
    """Give how far the exposure of a group fell against the best-off one, and which group's.

    Args:
        before: with the current points.
        after: with the learned points, over the same people.
        smallest: people a group must have; below, chance alone moves its lists.
    """
    old = ratios([row for row in before if (row.persons or 0) >= smallest], "exposure")
    new = ratios([row for row in after if (row.persons or 0) >= smallest], "exposure")
    drops = [(old[key] - new.get(key, 0.0), *key) for key in sorted(old)]
    return max(drops, key=lambda drop: drop[0], default=(0.0, "", ""))
