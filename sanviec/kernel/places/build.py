"""From published rows and our own corrections to dated places with successors."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sanviec.kernel.text import fold

from .geo import haversine_km
from .model import Level, Place
from .source import RawTables, RawUnit, read_csv, read_tables

FORMER = "@63"
_KIND = re.compile(
    "(Thành phố|Thị xã|Thị trấn|Đặc khu|Tỉnh|Quận|Huyện|Phường|Xã) (.+)", re.IGNORECASE
)
_KIND_EN = {"Quận": "District", "Phường": "Ward"}
_FAR_KM = 9999.0


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of one table of units."""

    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Units:
    """All places by code, the codes that were corrected, and the dated names."""

    places: dict[str, Place]
    recodes: dict[str, str]
    names: dict[str, tuple[tuple[date, str], ...]]


@lru_cache(maxsize=1 << 14)
def split_kind(full_name: str) -> tuple[str, str]:
    """Give the kind and the bare name of a unit: ("Quận", "5") for "Quận 5"."""
    found = _KIND.match(full_name)
    return (found[1].capitalize(), found[2]) if found else ("", full_name)


def build_units() -> Units:
    """Give every place of both periods and the countries, corrected and dated."""
    raw = read_tables()
    periods = {row["scheme"]: _period(row) for row in read_csv("periods.csv")}
    places = {place.code: place for place in _today(raw, periods["today"])}
    names = _rename(places)
    _correct(places)
    for place in _former(raw, periods["former"], places):
        places[place.code] = place
    _correct(places)
    _name_in_english(places)
    places |= {place.code: place for place in _countries()}
    recodes = {row["published"]: row["code"] for row in read_csv("recodes.csv")}
    return Units(places, recodes, names)


def _period(row: dict[str, str]) -> Period:
    first, last = row["valid_from"], row["valid_to"]
    return Period(
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


def _place(unit: RawUnit, level: Level, period: Period, successors: tuple[str, ...] = ()) -> Place:
    mark = FORMER if period.valid_to else ""
    kind, bare = split_kind(unit.full_name)
    numbered = bare.isdecimal()
    return Place(
        code=unit.code + mark,
        level=level,
        name=f"{kind} {bare}" if numbered else bare,
        name_en=f"{_KIND_EN[kind]} {bare}" if numbered else _unmarked(bare),
        full_name=f"{kind} {bare}".lstrip(),
        parent=unit.parent + mark if unit.parent else None,
        lat=unit.lat,
        lon=unit.lon,
        area_km2=unit.area_km2,
        valid_from=period.valid_from,
        valid_to=period.valid_to,
        successors=successors,
    )


def _unmarked(name: str) -> str:
    return " ".join(map(_unmarked_word, name.split()))


@lru_cache(maxsize=4096)
def _unmarked_word(word: str) -> str:
    folded = fold(word)
    if word.isascii() or len(word) != len(folded):
        return word if word.isascii() else folded.capitalize()
    return "".join(f.upper() if w.isupper() else f for w, f in zip(word, folded, strict=True))


def _today(raw: RawTables, period: Period) -> Iterator[Place]:
    for unit in raw.provinces:
        yield _place(unit, "province", period)
    for unit in _without_copied_areas(raw.communes):
        yield _place(unit, "commune", period)


def _without_copied_areas(communes: Iterable[RawUnit]) -> Iterator[RawUnit]:
    """The source copied areas between namesakes and has zeros: both are dropped."""
    communes = list(communes)
    seen = Counter((split_kind(unit.full_name)[1], unit.area_km2) for unit in communes)
    for unit in communes:
        copied = seen[split_kind(unit.full_name)[1], unit.area_km2] > 1
        yield unit._replace(area_km2=None if copied else unit.area_km2 or None)


def _rename(places: dict[str, Place]) -> dict[str, tuple[tuple[date, str], ...]]:
    """Give units their newest name, and return the names that each had since which day."""
    names: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for row in sorted(read_csv("renames.csv"), key=lambda row: row["valid_from"]):
        place = places[row["code"]]
        if place.valid_from and place.code not in names:
            names[place.code].append((place.valid_from, place.full_name))
        names[place.code].append((date.fromisoformat(row["valid_from"]), row["full_name"]))
        places[place.code] = replace(place, full_name=row["full_name"])
    return {code: tuple(dated) for code, dated in names.items()}


def _correct(places: dict[str, Place]) -> None:
    for row in read_csv("corrections.csv"):
        if place := places.get(row["code"]):
            places[place.code] = replace(place, lat=float(row["lat"]), lon=float(row["lon"]))


def _name_in_english(places: dict[str, Place]) -> None:
    for row in read_csv("english.csv"):
        places[row["code"]] = replace(places[row["code"]], name_en=row["name_en"])


def _countries() -> Iterator[Place]:
    for row in read_csv("countries.csv"):
        name, name_en = row["name_vi"], row["name_en"]
        place = RawUnit(row["code"], name, None, None, None, None, "")
        yield replace(_place(place, "country", Period(None, None)), name_en=name_en)


def _former(raw: RawTables, period: Period, today: dict[str, Place]) -> Iterator[Place]:
    heirs = _heirs(raw)
    now = {unit.key: unit.code for unit in raw.provinces}
    province_heir = {before: now[key] for before, key in raw.province_moves}
    for unit in raw.former_provinces:
        yield _place(unit, "province", period, (province_heir[unit.key],))
    taken: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for unit in raw.former_communes:
        mine = heirs[unit.key]
        taken[unit.parent or ""].extend(mine)
        yield _place(unit, "commune", period, _ordered_for_commune(unit, mine, today))
    for unit in raw.former_districts:
        mine = taken[unit.code] or heirs[unit.key]
        yield _place(unit, "district", period, _ordered_for_district(unit, mine, today))


def _heirs(raw: RawTables) -> dict[str, list[tuple[str, bool]]]:
    now = {unit.key: unit.code for unit in raw.communes}
    heirs: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for former, today, is_default in raw.moves:
        heirs[former].append((now[today], is_default))
    return heirs


def _ordered_for_commune(
    unit: RawUnit, heirs: list[tuple[str, bool]], today: dict[str, Place]
) -> tuple[str, ...]:
    """The whole or default heir first, the others by distance."""
    if len(heirs) == 1:
        return (heirs[0][0],)
    ordered = sorted(heirs, key=lambda heir: (not heir[1], _gap_km(unit, today[heir[0]]), heir[0]))
    return tuple(dict.fromkeys(code for code, _ in ordered))


def _ordered_for_district(
    unit: RawUnit, heirs: list[tuple[str, bool]], today: dict[str, Place]
) -> tuple[str, ...]:
    """The namesake first, then the heir nearest to the seat of the district."""
    wanted = fold(split_kind(unit.full_name)[1])

    def rank(code: str) -> tuple[bool, float, str]:
        return fold(today[code].name) != wanted, _gap_km(unit, today[code]), code

    return tuple(sorted({code for code, _ in heirs}, key=rank))


def _gap_km(unit: RawUnit, place: Place) -> float:
    if unit.lat is None or unit.lon is None or place.lat is None or place.lon is None:
        return _FAR_KM
    return haversine_km((unit.lat, unit.lon), (place.lat, place.lon))
