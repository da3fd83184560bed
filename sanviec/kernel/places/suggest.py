"""Places whose names look like something that was typed."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from sanviec.kernel.text import fold

from .build import split_kind
from .model import Place

_LEVELS = {"province": 0, "district": 1, "commune": 2, "country": 3}
_MIN_LIKENESS = 60
_POOL = 40


class Suggester:
    """Names without marks beside their places; the lists are made on first use."""

    __slots__ = ("_by_code", "_by_name", "_places")

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self._by_code: dict[str, list[Place]] = {}
        self._by_name: dict[str, list[Place]] = {}

    def suggest(self, text: str, limit: int) -> list[Place]:
        """Give the places that look most like a text, the likeliest first.

        Args:
            text: What was typed, a name or a code.
            limit: How many at most.
        """
        bare = fold(split_kind(text.strip())[1])
        if not bare or limit <= 0:
            return []
        self._prepare()
        groups = self._by_code if bare[0].isdecimal() else self._by_name
        found = process.extract(
            bare, groups.keys(), scorer=fuzz.ratio, limit=_POOL, score_cutoff=_MIN_LIKENESS
        )
        places = [(round(-score), place) for name, score, _ in found for place in groups[name]]
        places.sort(key=lambda pair: (pair[0], *_order(pair[1])))
        return [place for _, place in places[:limit]]

    def _prepare(self) -> None:
        if self._by_code:
            return
        todays = {p.name for p in self._places.values() if p.level == "province" and not p.valid_to}
        for place in self._places.values():
            self._by_code[place.code] = [place]
            if place.level != "province" or not place.valid_to or place.name not in todays:
                name = fold(split_kind(place.full_name)[1])
                self._by_name.setdefault(name, []).append(place)


def _order(place: Place) -> tuple[int, bool, str]:
    return _LEVELS[place.level], bool(place.valid_to), place.code
