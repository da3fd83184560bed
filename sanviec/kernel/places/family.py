"""Which unit lies in which, across both periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from .model import Place


class Family:
    """Units around a unit, in its own period and in the other."""

    __slots__ = ("_around", "_before", "_merged", "_places")

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self._around: dict[str, frozenset[str]] = {}
        self._before: dict[str, set[str]] = defaultdict(set)
        self._merged: dict[str, set[str]] = defaultdict(set)
        for place in places.values():
            if place.level == "commune" and place.valid_to:
                for heir in place.successors:
                    self._before[heir].add(place.parent or "")
            elif place.level == "province" and place.valid_to:
                self._merged[place.successors[0]].add(place.code)

    def today(self, code: str) -> str:
        """Give the unit of today that stands for a unit."""
        successors = self._places[code].successors
        return successors[0] if successors else code

    def parent(self, code: str) -> str | None:
        """Give the unit right above in the same period."""
        return self._places[code].parent

    def province(self, code: str) -> str:
        """Give today's province of a unit; a country stands for itself."""
        now = self.today(code)
        return self._places[now].parent or now

    def former_province(self, code: str) -> str | None:
        """Give the former province that a unit lies in, None where its province is not merged.

        Today's province itself lies in none of those that it was made of.
        """
        if len(self._merged.get(self.province(code), ())) < 2:
            return None
        place = self._places[code]
        if place.valid_to:
            return (code, *self._upwards(code))[-1]
        found = {self._upwards(district)[-1] for district in self._before.get(code, ())}
        return found.pop() if len(found) == 1 else None

    def is_core(self, code: str) -> bool:
        """Tell whether the former province of a unit has the name of today's around it."""
        former = self._upwards(code)[-1:]
        return bool(former) and (
            self._places[former[0]].name == self._places[self.province(code)].name
        )

    def around(self, code: str) -> frozenset[str]:
        """Give the units around a unit, former ones included, without itself."""
        known = self._around.get(code)
        if known is None:
            known = self._around[code] = frozenset(self._find_around(code) - {code})
        return known

    def _find_around(self, code: str) -> set[str]:
        found = {self.province(code), *self._upwards(code)}
        for district in self._before.get(code, ()):
            found.add(district)
            found.update(self._upwards(district))
        return found

    def _upwards(self, code: str) -> list[str]:
        chain: list[str] = []
        parent = self._places[code].parent
        while parent:
            chain.append(parent)
            parent = self._places[parent].parent
        return chain
