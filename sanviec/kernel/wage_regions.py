"""Wage regions of places: which of the four minimum wages holds where, by decree and day."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from sanviec.kernel.package_data import read_rows, read_text
from sanviec.kernel.places import Gazetteer, Place, PlaceHit, load_gazetteer
from sanviec.kernel.text import fold

REST: Final = "*"
UNKNOWN: Final = "?"
_LEAST_SCORE: Final = 80
_ORDER: Final = ("I", "II", "III", "IV")
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_FILES: Final = ("wage_region_decrees.csv", "wage_regions.csv")
# Where a row was read; none of the annexes was at hand as it was signed.
SOURCES: Final = {
    "copy": "theo bản chép phụ lục",
    "summary": "bài tóm tắt",
    "memory": "ghi theo trí nhớ",
    "agreeing": "giống nhau ở danh mục trước và danh mục sau",
}


@dataclass(frozen=True, slots=True)
class RegionDecree:
    """A list of places and regions, and the days on which it holds.

    Args:
        decree: Its number.
        level: `district` until 30/06/2025, `commune` since.
        agreeing: Decrees before and after; where both say the same, so does this one, unless it
            lists the unit itself.
        reference: Where the list stands.
    """

    decree: str
    valid_from: date
    valid_to: date | None
    level: str
    agreeing: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class WageRegion:
    """The region of a place on a day.

    Args:
        region: I, II, III or IV.
        place: The unit that the text names.
        place_code: Its code in the gazetteer.
        decree: The list that says so.
        source: How that list was read; a name of `SOURCES`.
        status: `provisional` until somebody compared it with the signed annex.
    """

    region: str
    place: str
    place_code: str
    decree: RegionDecree
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class _Row:
    region: str
    source: str
    status: str


class WageRegions:
    """Finds the region of a workplace that is written in words.

    Args:
        gazetteer: Places of both periods.
        decrees: The lists, by number.
        tables: For each decree the region of each unit that it names.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        decrees: Iterable[RegionDecree],
        tables: Mapping[str, Mapping[str, _Row]],
    ) -> None:
        self._gazetteer = gazetteer
        self._decrees = tuple(decrees)
        self._tables = tables
        self._inside: dict[str, list[Place]] = defaultdict(list)
        self._before: dict[str, list[Place]] = defaultdict(list)
        for place in gazetteer.places():
            self._inside[place.parent or ""].append(place)
            for heir in place.successors:
                self._before[heir].append(place)

    def decree(self, number: str) -> RegionDecree:
        """Give a list by the number of its decree."""
        return next(one for one in self._decrees if one.decree == number)

    def region_of(self, text: str, on: date) -> WageRegion | None:
        """Give the region of a workplace, None where the text or the lists leave it open.

        Cost: about 0.2 ms, and a second for the gazetteer the first time in a process.
        """
        decree = next((d for d in self._decrees if _holds(d, on)), None)
        if decree is None:
            return None
        hits = self._gazetteer.resolve(text)
        if any(not hit.is_exact or hit.score_0_100 < _LEAST_SCORE for hit in hits):
            return None
        hits = self._innermost(hits)
        found = {hit.code: self.rows_of(hit.code, decree) for hit in hits}
        rows = {row for rows in found.values() for row in rows}
        if not rows or None in rows or len({row.region for row in rows if row}) != 1:
            return None
        row = min((row for row in rows if row), key=lambda one: one.source)
        names = ", ".join(self._gazetteer.get(code).full_name for code in found)
        return WageRegion(row.region, names, "|".join(found), decree, row.source, row.status)

    def _innermost(self, hits: list[PlaceHit]) -> list[PlaceHit]:
        """Leave out provinces that another place of the text lies in."""
        provinces = {hit.code: self._gazetteer.province_of(hit.code) for hit in hits}
        inner = {p for code, p in provinces.items() if self._level(code) != "province"}
        return [
            hit
            for hit in hits
            if self._level(hit.code) != "province" or provinces[hit.code] not in inner
        ]

    def _level(self, code: str) -> str:
        return self._gazetteer.get(code).level

    def rows_of(self, code: str, decree: RegionDecree) -> set[_Row | None]:
        """Give what a decree says of a unit: of all units of its level that the unit stands for."""
        table = self._tables[decree.decree]
        units = self._units(self._gazetteer.get(code), decree.level)
        return {table.get(unit) for unit in units}

    def _units(self, place: Place, level: str) -> set[str]:
        """Give the districts or today's communes that a unit lies in, holds or became."""
        if place.level == "country":
            return set()
        if level == "district":
            return self._districts(place)
        return self._communes(place)

    def _districts(self, place: Place) -> set[str]:
        if place.level == "district":
            return {place.code}
        if place.level == "province":
            former = [place] if place.valid_to else self._same_name(place)
            return {one.code for old in former for one in self._inside[old.code]}
        if place.valid_to:
            return {place.parent or ""}
        return {ward.parent or "" for ward in self._before[place.code] if ward.level == "commune"}

    def _same_name(self, province: Place) -> list[Place]:
        """Give the former province that somebody means who writes the name of today's."""
        return [old for old in self._before[province.code] if old.name == province.name]

    def _communes(self, place: Place) -> set[str]:
        if place.level == "province":
            if place.valid_to:
                return {c for one in self._inside[place.code] for c in self._communes(one)}
            return {one.code for one in self._inside[place.code]}
        if place.level == "district":
            return {heir for ward in self._inside[place.code] for heir in ward.successors}
        return set(place.successors) if place.valid_to else {place.code}


def _holds(decree: RegionDecree, on: date) -> bool:
    return decree.valid_from <= on and (decree.valid_to is None or on <= decree.valid_to)


def read_decrees() -> tuple[RegionDecree, ...]:
    """Give the lists of places that are carried, the oldest first."""
    return tuple(
        RegionDecree(
            decree=row["decree"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            level=row["level"],
            agreeing=tuple(one for one in row["agreeing"].split("|") if one),
            reference=row["reference"],
        )
        for row in read_rows(_FILES[0])
    )


def written_regions() -> str:
    """Give all that the lists say, as text: what a decision depends on is hashed."""
    return "\n".join(read_text(name) for name in _FILES)


@lru_cache(maxsize=1)
def load_wage_regions() -> WageRegions:
    """Give the wage regions of places since 2014, read once for each process.

    Raises:
        ValueError: A list names a unit that its province does not have, or one twice.
    """
    gazetteer = load_gazetteer()
    decrees = read_decrees()
    levels = {one.decree: one.level for one in decrees}
    inside = _units_of_provinces(gazetteer)
    tables: dict[str, dict[str, _Row]] = {one.decree: {} for one in decrees}
    for row in read_rows(_FILES[1]):
        units = inside[row["province_code"], levels[row["decree"]]]
        found = _Row(row["region"], row["source"], row["status"])
        for unit in _named(row["units"], row["kind"], units, tables[row["decree"]]):
            tables[row["decree"]][unit.code] = found
    regions = WageRegions(gazetteer, decrees, tables)
    for one in decrees:
        _agree(regions, one, tables)
    for table in tables.values():
        for code in [code for code, row in table.items() if row.region == UNKNOWN]:
            del table[code]
    return regions


class _Units:
    """Former districts or today's communes of one province, by the ways to write their names."""

    def __init__(self, units: Iterable[Place]) -> None:
        self.units = tuple(units)
        self._full = _by(self.units, lambda unit: _spelt(unit.full_name))
        self._name = _by(self.units, lambda unit: _spelt(unit.name))
        self._folded = _by(self.units, lambda unit: _folded(unit.name))

    def named(self, kind: str, name: str) -> list[Place]:
        """Give the units of a name: its kind may have changed since the list was made."""
        for found in (
            self._full.get(_spelt(f"{kind} {name}")),
            self._name.get(_spelt(name)),
            self._folded.get(_folded(name)),
        ):
            if found:
                return found
        return []


def _by(units: Iterable[Place], key: Callable[[Place], str]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for unit in units:
        found[key(unit)].append(unit)
    return found


def _units_of_provinces(gazetteer: Gazetteer) -> dict[tuple[str, str], _Units]:
    """Give former districts and today's communes by the province that a list names."""
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in gazetteer.places():
        is_listed = place.level == "district" or (place.level == "commune" and not place.valid_to)
        if is_listed and place.parent:
            found[place.parent, place.level].append(place)
    return {key: _Units(units) for key, units in found.items()}


def _named(names: str, kind: str, units: _Units, taken: Mapping[str, _Row]) -> Iterator[Place]:
    """Give the units that a row of a list names; the rest is what no row before it named."""
    for name in names.split("|"):
        if name == REST:
            yield from [u for u in units.units if u.code not in taken and _is_kind(u, kind)]
            continue
        found = units.named(kind, name)
        if len(found) != 1 or found[0].code in taken:
            raise ValueError(f"{kind} {name}: {[unit.full_name for unit in found]}")
        yield found[0]


def _is_kind(unit: Place, kind: str) -> bool:
    return not kind or unit.full_name.casefold().startswith(f"{kind} ")


def _spelt(name: str) -> str:
    """Give a name so that hoà and hòa are one, and thanh and thạnh are two."""
    words = []
    for word in unicodedata.normalize("NFD", name.casefold()).replace("-", " ").split():
        tones = "".join(sign for sign in word if sign in _TONES)
        words.append("".join(sign for sign in word if sign not in _TONES) + tones)
    return " ".join(words)


def _folded(name: str) -> str:
    return "".join(sign for sign in fold(name) if sign.isalnum())


def _agree(regions: WageRegions, decree: RegionDecree, tables: dict[str, dict[str, _Row]]) -> None:
    """Fill a list that was not read: where those before and after say the same of a unit."""
    if not decree.agreeing:
        return
    before, after = (regions.decree(one) for one in decree.agreeing)
    for code in list(tables[after.decree]):
        earlier, later = (regions.rows_of(code, one) for one in (before, after))
        # A unit made of several takes the highest region of theirs, as every decree says.
        most = _highest(earlier)
        if code not in tables[decree.decree] and most is not None and most == _highest(later):
            tables[decree.decree][code] = _Row(most, "agreeing", "provisional")


def _highest(rows: set[_Row | None]) -> str | None:
    """Give the region with the highest wage, None where one is open."""
    found = [row.region for row in rows if row is not None and row.region != UNKNOWN]
    return None if len(found) < len(rows) or not found else min(found, key=_ORDER.index)
