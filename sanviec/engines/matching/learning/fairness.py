"""How often people of different groups stand in lists and what came of it; never a score.

Groups come in here as bare words beside ids, after every list has been made. Nothing of this
module is read by anything that scores.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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
        ranked_persons: of these, people whom lists are made of; the others have found work.
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
    ranked_persons: int | None
    list_visits: int | None
    listed_persons: int | None
    introduction_visits: int | None
    introduced_persons: int | None
    interviewed_persons: int | None
    hired_persons: int | None

    @property
    def exposure(self) -> float | None:
        """Places in top lists for each person of the group whom lists are made of."""
        return _share(self.list_visits, self.ranked_persons)

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
    groups: Groups,
    ranked: Collection[str],
    lists: Iterable[Sequence[Match]],
    outcomes: Iterable[RecordedOutcome],
) -> list[GroupFigures]:
    """Give the figures of every group, by dimension and group; nothing is hidden yet.

    Args:
        groups: by dimension, the group of each jobseeker; only people named here are counted.
        ranked: ids of the people whom the lists are made of.
        lists: for each vacancy its best people.
        outcomes: what became of introductions, decided or not.
    """
    places = Counter(dict.fromkeys(ranked, 0))
    places.update(match.jobseeker_id for matches in lists for match in matches)
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
        ranked_persons=sum(1 for person in people if person in places),
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

    A group of fewer than five people is hidden, and so is a count of one to four persons, with
    the visits and the later steps that hang on it. Where that leaves one hidden group or one
    hidden count in a dimension, the next smallest is hidden too, or the other dimensions' sums
    would tell it. Nought is shown: it names nobody, and a group that is never hired is what the
    figures are for.
    """
    by_dimension: dict[str, list[GroupFigures]] = defaultdict(list)
    for row in figures:
        by_dimension[row.dimension].append(row)
    return [row for rows in by_dimension.values() for row in _without_small(rows)]


def _without_small(rows: list[GroupFigures]) -> list[GroupFigures]:
    hidden = _hidden(rows, "persons", least=0)
    shown = [
        GroupFigures(row.dimension, row.group, *_NOTHING) if row.group in hidden else row
        for row in rows
    ]
    for name, hanging_on_it in _HANGING.items():
        small = _hidden(shown, name, least=1)
        nothing: dict[str, Any] = dict.fromkeys((name, *hanging_on_it))
        shown = [replace(row, **nothing) if row.group in small else row for row in shown]
    return shown


_NOTHING = (None, None, None, None, None, None, None, None)
# Each count of persons, and what would tell it or speak of fewer people still.
_HANGING = {
    "ranked_persons": ("list_visits", "listed_persons"),
    "listed_persons": ("list_visits",),
    "introduced_persons": ("introduction_visits", "interviewed_persons", "hired_persons"),
    "interviewed_persons": (),
    "hired_persons": (),
}


def _hidden(rows: Sequence[GroupFigures], name: str, *, least: int) -> set[str]:
    """Give the groups whose count must be hidden, never one alone among several."""
    known = sorted(
        (getattr(row, name), row.group) for row in rows if getattr(row, name) is not None
    )
    small = [group for count, group in known if least <= count < SMALLEST_CELL]
    already = len(rows) - len(known)
    if small and len(small) + already == 1:
        others = [group for count, group in known if count >= least and group not in small]
        small += others[:1] or [group for _, group in known if group not in small][:1]
    return set(small)


def largest_drop(
    before: Sequence[GroupFigures], after: Sequence[GroupFigures], smallest: int
) -> tuple[float, str, str]:
    """Give how far the exposure of a group fell against the best-off one, and which group's.

    Args:
        before: with the current points.
        after: with the learned points, over the same people.
        smallest: people a group must have; below, chance alone moves its lists.
    """
    old = ratios([row for row in before if (row.ranked_persons or 0) >= smallest], "exposure")
    new = ratios([row for row in after if (row.ranked_persons or 0) >= smallest], "exposure")
    drops = [(old[key] - new.get(key, 0.0), *key) for key in sorted(old)]
    return max(drops, key=lambda drop: drop[0], default=(0.0, "", ""))
